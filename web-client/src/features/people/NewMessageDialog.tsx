import { useCallback, useState } from 'react';
import { messageOf } from '../../lib/http/api';
import type { Person } from '../../lib/model/people';
import { decodeRoom, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { FormProblem } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { PeoplePicker } from '../../lib/ui/PeoplePicker';

/** Opens the conversation with one of the people whom I may write to. */
export function NewMessageDialog({
  onOpened,
  onClose,
}: {
  onOpened: (room: Room) => void;
  onClose: () => void;
}) {
  const { me, api } = useSigned();
  const fits = useCallback((person: Person) => mayWriteTo(me, person), [me]);
  const [opening, setOpening] = useState(false);
  const [problem, setProblem] = useState<string>();

  const open = (person: Person) => {
    if (opening) {
      return;
    }
    setOpening(true);
    setProblem(undefined);
    api.call({ method: 'POST', path: `/dm/${person.id}`, decode: decodeRoom }).then(
      (room) => {
        onOpened(room.with ? room : { ...room, with: person });
      },
      (error: unknown) => {
        setProblem(messageOf(error));
        setOpening(false);
      },
    );
  };
  return (
    <Dialog title="New message" onClose={onClose}>
      <PeoplePicker
        fits={fits}
        onChoose={open}
        label="Find a person"
        nobody="There is nobody to write to yet."
      />
      <FormProblem message={problem} />
    </Dialog>
  );
}

/** As the server's policy has it, which decides in the end: users write to admins only. */
function mayWriteTo(me: Person, person: Person): boolean {
  return person.id !== me.id && (me.role === 'ADMIN' || person.role === 'ADMIN');
}
