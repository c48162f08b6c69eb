import type { FoldedMessage } from '../../lib/model/fold';
import { rightsOn } from '../../lib/model/rights';
import { useStore } from '../../lib/state/useStore';
import { useNow } from '../../lib/time/useNow';
import { isolated } from '../../lib/text/bidi';
import { QUICK } from '../../lib/text/emojiList';
import { NOT_COPIED, copied } from '../../lib/ui/clipboard';
import { EmojiItem, EmojiPicker } from '../../lib/ui/EmojiPicker';
import { Icon } from '../../lib/ui/Icon';
import { Menu, MenuItem } from '../../lib/ui/Menu';
import { useToast } from '../../lib/ui/toasts';
import { useConversations } from './context';
import { useWaiting } from './reading/useReading';
import {
  reactionTo,
  replyTo,
  targetOf,
  threadAddress,
  useOpenRoom,
  useRoomScope,
  type OpenMenu,
} from './roomIntent';

/** A window closes without an event. */
const NOW_MS = 5_000;

/** What one can do with a message: by the right button, a long press, or the keyboard. */
export function MessageMenu() {
  const { intent } = useRoomScope();
  const open = useStore(intent.menu);
  if (!open) {
    return null;
  }
  return (
    <Menu
      key={open.shows}
      label={open.shows === 'emoji' ? 'Choose a reaction' : labelOf(open.message)}
      at={open.at}
      onClose={() => {
        intent.menu.set(undefined);
      }}
    >
      {open.shows === 'emoji' ? <Picker message={open.message} /> : <Actions open={open} />}
    </Menu>
  );
}

function labelOf({ author }: FoldedMessage): string {
  return `Message of ${isolated(author.name)}`;
}

function Actions({ open }: { open: OpenMenu }) {
  const { intent, rights, myId, act } = useRoomScope();
  const say = useToast();
  const { message } = open;
  const react = useReact(message);
  const may = rightsOn(message, rights, myId, useNow(NOW_MS));
  const choose = (action: () => void) => () => {
    intent.menu.set(undefined);
    action();
  };
  const copy = async () => {
    say({ text: (await copied(message.text ?? '')) ? 'Copied.' : NOT_COPIED });
  };
  return (
    <>
      {may.react && (
        <div role="group" aria-label="Reactions" className="menu__quick">
          {QUICK.map((emoji) => (
            <EmojiItem key={emoji.emoji} emoji={emoji} onChoose={react} />
          ))}
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            className="menu__emoji"
            aria-label="More reactions"
            title="More reactions"
            onClick={() => {
              intent.menu.set({ ...open, shows: 'emoji' });
            }}
          >
            <Icon name="plus" size={18} />
          </button>
        </div>
      )}
      {may.reply && (
        <MenuItem
          icon="reply"
          onChoose={choose(() => {
            intent.replyingTo.set(replyTo(message));
          })}
        >
          Reply
        </MenuItem>
      )}
      <ThreadItem message={message} mayReply={may.reply} />
      {may.edit && (
        <MenuItem
          icon="edit"
          onChoose={choose(() => {
            intent.editing.set(message.seq);
          })}
        >
          Edit
        </MenuItem>
      )}
      <MenuItem icon="copy" onChoose={choose(() => void copy())}>
        Copy text
      </MenuItem>
      <UnreadItem seq={message.seq} />
      <SeenItem message={message} />
      {message.edited && (
        <MenuItem
          icon="clock"
          onChoose={choose(() => {
            intent.versions.set(message);
          })}
        >
          Earlier versions
        </MenuItem>
      )}
      {may.pin && (
        <MenuItem
          icon={message.pinned ? 'unpin' : 'pin'}
          onChoose={choose(() => {
            act({ kind: message.pinned ? 'unpin' : 'pin', target: targetOf(message) });
          })}
        >
          {message.pinned ? 'Unpin' : 'Pin'}
        </MenuItem>
      )}
      {may.remove && (
        <MenuItem
          icon="trash"
          danger
          onChoose={choose(() => {
            intent.deleting.set(message);
          })}
        >
          Delete
        </MenuItem>
      )}
    </>
  );
}

/** Opens the thread of a message, or begins one; within a thread there is nothing to open. */
function ThreadItem({ message, mayReply }: { message: FoldedMessage; mayReply: boolean }) {
  const { intent, roomId, thread } = useRoomScope();
  const { takesMentions: takesThreads } = useStore(useConversations().chat.limits);
  const { seq, threadRoot } = message;
  if (thread !== undefined || (threadRoot === undefined && !(mayReply && takesThreads))) {
    return null;
  }
  return (
    <MenuItem
      icon="thread"
      onChoose={() => {
        intent.menu.set(undefined);
        window.location.hash = threadAddress(roomId, threadRoot ?? seq);
      }}
    >
      {threadRoot === undefined ? 'Reply in thread' : 'Open the thread'}
    </MenuItem>
  );
}

/** Who has read a message of mine; where the server tells. */
function SeenItem({ message }: { message: FoldedMessage }) {
  const { intent, myId } = useRoomScope();
  const { settings } = useOpenRoom();
  const { typingEveryMs } = useStore(useConversations().chat.limits);
  const isMine = message.author.id === myId;
  if (!isMine || typingEveryMs === undefined || settings?.receipts === 'off') {
    return null;
  }
  return (
    <MenuItem
      icon="eye"
      onChoose={() => {
        intent.menu.set(undefined);
        intent.seenBy.set(message);
      }}
    >
      Seen by
    </MenuItem>
  );
}

/** From this message on all is to be read again; where the server keeps marks. */
function UnreadItem({ seq }: { seq: number }) {
  const { intent, roomId, thread } = useRoomScope();
  const { reading } = useConversations();
  if (useWaiting(roomId) === undefined || thread !== undefined) {
    return null;
  }
  return (
    <MenuItem
      icon="unread"
      onChoose={() => {
        intent.menu.set(undefined);
        reading.markUnread(roomId, seq);
      }}
    >
      Mark as unread from here
    </MenuItem>
  );
}

function Picker({ message }: { message: FoldedMessage }) {
  return <EmojiPicker onChoose={useReact(message)} />;
}

/** Says an emoji to a message, or takes it back. */
function useReact(message: FoldedMessage): (emoji: string) => void {
  const { intent, myId, act } = useRoomScope();
  return (emoji) => {
    intent.menu.set(undefined);
    act(reactionTo(message, emoji, myId));
  };
}
