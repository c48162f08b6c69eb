import type { FoldedMessage } from '../../lib/model/fold';
import { rightsOn } from '../../lib/model/rights';
import { IconButton } from '../../lib/ui/controls';
import { replyTo, useRoomScope, type OpenMenu } from './roomIntent';

/** Beside a message that the mouse points at. By keyboard and touch the menu has all of it. */
export function MessageToolbar({ message }: { message: FoldedMessage }) {
  const { intent, rights, myId } = useRoomScope();
  const may = rightsOn(message, rights, myId);
  const open = (shows: OpenMenu['shows']) => (event: { currentTarget: Element }) => {
    const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
    intent.menu.set({ message, at: { x, y }, shows });
  };
  return (
    <div className="message__toolbar">
      {may.react && <IconButton icon="smile" label="React" tabIndex={-1} onClick={open('emoji')} />}
      {may.reply && (
        <IconButton
          icon="reply"
          label="Reply"
          tabIndex={-1}
          onClick={() => {
            intent.replyingTo.set(replyTo(message));
          }}
        />
      )}
      <IconButton icon="more" label="More actions" tabIndex={-1} onClick={open('actions')} />
    </div>
  );
}
