import { useState } from 'react';
import { fieldProblem } from '../../lib/http/api';
import type { Room } from '../../lib/model/rooms';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { useAct } from '../../lib/ui/useAct';
import { useApplied } from './useApplied';

const LONGEST_NAME = 100;

/** Gives a room another name. */
export function RenameRoomDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const apply = useApplied();
  const act = useAct();
  const [name, setName] = useState(room.name);
  const rename = async () => {
    const path = `/rooms/${room.id}`;
    await apply({ method: 'PATCH', path, body: { name: name.trim() } }, 'Renamed.');
    onClose();
  };
  return (
    <Dialog title="Rename the room" onClose={onClose}>
      <Form
        act={act}
        onSubmit={() => {
          act.run(rename);
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          problem={fieldProblem(act.error, 'name')}
          maxLength={LONGEST_NAME}
          autoFocus
        />
        <ActProblem act={act} fields={['name']} />
        <div className="dialog__foot">
          <Button onClick={onClose}>Cancel</Button>
          <Submit act={act} disabled={name.trim() === '' || name.trim() === room.name}>
            Rename
          </Submit>
        </div>
      </Form>
    </Dialog>
  );
}
