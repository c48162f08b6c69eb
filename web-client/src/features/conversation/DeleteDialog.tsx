import { useStore } from '../../lib/state/useStore';
import { excerptOf } from '../../lib/text/clip';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { ReasonDialog } from '../../lib/ui/ReasonDialog';
import { isolated } from '../../lib/text/bidi';
import { targetOf, useRoomScope } from './roomIntent';

const WHAT_HAPPENS = 'It goes for everybody, and does not come back.';

/** Asks before a message is deleted; of an admin who deletes another's it asks why. */
export function DeleteDialog() {
  const { intent, myId, act } = useRoomScope();
  const message = useStore(intent.deleting);
  if (!message) {
    return null;
  }
  const close = () => {
    intent.deleting.set(undefined);
  };
  const remove = (reason?: string) => {
    act({ kind: 'delete', target: targetOf(message), ...(reason && { reason }) });
    close();
  };
  const excerpt = (
    <blockquote className="quote" dir="auto">
      {excerptOf(message.text ?? '')}
    </blockquote>
  );
  if (message.author.id !== myId) {
    return (
      <ReasonDialog
        title={`Delete a message of ${isolated(message.author.name)}`}
        text={WHAT_HAPPENS}
        confirm="Delete"
        look="danger"
        optional
        hint="Everybody in the room sees it"
        onAct={(reason) => {
          remove(reason);
          return Promise.resolve();
        }}
        onClose={close}
      >
        {excerpt}
      </ReasonDialog>
    );
  }
  return (
    <Dialog title="Delete your message" onClose={close}>
      <p>{WHAT_HAPPENS}</p>
      {excerpt}
      <div className="dialog__foot">
        <Button onClick={close}>Cancel</Button>
        <Button
          look="danger"
          data-first
          onClick={() => {
            remove();
          }}
        >
          Delete
        </Button>
      </div>
    </Dialog>
  );
}
