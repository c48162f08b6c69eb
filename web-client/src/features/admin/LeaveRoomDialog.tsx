import { nothing } from '../../lib/http/api';
import { titleOf, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { isolated } from '../../lib/text/bidi';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { ActProblem, Form, Submit } from '../../lib/ui/forms';
import { useAct } from '../../lib/ui/useAct';

/** Asks once: who has left needs somebody inside to come back. */
export function LeaveRoomDialog({
  room,
  onLeft,
  onClose,
}: {
  room: Room;
  onLeft: () => void;
  onClose: () => void;
}) {
  const { me, api } = useSigned();
  const act = useAct();
  const leave = async () => {
    const path = `/rooms/${room.id}/members/${me.id}`;
    await api.call({ method: 'DELETE', path, decode: nothing });
    onClose();
    onLeft();
  };
  return (
    <Dialog title={`Leave ${isolated(titleOf(room))}?`} onClose={onClose}>
      <Form
        act={act}
        onSubmit={() => {
          act.run(leave);
        }}
      >
        <p>You will no longer see what is written here. An admin can let you in again.</p>
        <ActProblem act={act} />
        <div className="dialog__foot">
          <Button onClick={onClose}>Stay</Button>
          <Submit act={act} look="danger">
            Leave
          </Submit>
        </div>
      </Form>
    </Dialog>
  );
}
