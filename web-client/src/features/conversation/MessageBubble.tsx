import { memo, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { FoldedMessage } from '../../lib/model/fold';
import { repliesIn, type ThreadSummary } from '../../lib/model/threads';
import { rightsOn } from '../../lib/model/rights';
import { isolated } from '../../lib/text/bidi';
import { isFewEmoji } from '../../lib/text/emoji';
import { fullTime, timeOfDay } from '../../lib/time/words';
import { Icon } from '../../lib/ui/Icon';
import { MessageText } from '../../lib/ui/MessageText';
import { InlineEditor } from './InlineEditor';
import { MessageToolbar } from './MessageToolbar';
import { QuoteView } from './QuoteView';
import { ReactionBar } from './ReactionBar';
import { threadAddress, useHolds, useRoomScope } from './roomIntent';
import { ReachMark, SendFailure, SendMark, type SendActions } from './SendMark';
import { sameBubble } from './sameRow';
import type { Bubble } from './timeline';
import { useLongPress } from './useLongPress';

interface Props extends SendActions {
  readonly bubble: Bubble;
  readonly roomId: string;
  /** Whether it is where one comes to from outside of the list by keyboard. */
  readonly isEntry: boolean;
}

/** A message with what belongs to it: its reactions, and what one can do with it. */
export const MessageBubble = memo(
  AnyBubble,
  (before, after) => sameBubble(before.bubble, after.bubble) && before.isEntry === after.isEntry,
);

function AnyBubble({ bubble, roomId, isEntry, ...actions }: Props) {
  const { message, unreadable, sending } = bubble;
  if (unreadable) {
    return <Place bubble={bubble} words="This message cannot be shown." />;
  }
  if (message) {
    return message.text === undefined ? (
      <Place bubble={bubble} words={deletedWords(message)} />
    ) : (
      <LiveMessage bubble={bubble} message={message} roomId={roomId} isEntry={isEntry} />
    );
  }
  return (
    <div className="message" data-key={bubble.key}>
      <Body bubble={bubble} />
      {sending?.state === 'failed' && <SendFailure bubble={bubble} {...actions} />}
    </div>
  );
}

function LiveMessage({
  bubble,
  message,
  roomId,
  isEntry,
}: {
  bubble: Bubble;
  message: FoldedMessage;
  roomId: string;
  isEntry: boolean;
}) {
  const { intent, rights, myId } = useRoomScope();
  const [isPointedAt, setPointedAt] = useState(false);
  const isEdited = useHolds(intent.editing, message.seq);
  const isMarked = useHolds(intent.marked, message.seq);
  const open = (x: number, y: number) => {
    intent.menu.set({ message, at: { x, y }, shows: 'actions' });
  };
  const press = useLongPress(open);
  const onContextMenu = (event: MouseEvent) => {
    // What is marked and what is a link have a menu of the browser's own, which one may want
    if (hasOwnMenu(event.target)) {
      return;
    }
    event.preventDefault();
    open(event.clientX, event.clientY);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target === event.currentTarget && OPENS.has(event.key)) {
      event.preventDefault();
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      open(left + 16, bottom);
    }
  };
  const mayEdit = rightsOn(message, rights, myId).edit;
  return (
    <div
      className={isMarked ? 'message message--marked' : 'message'}
      data-key={bubble.key}
      data-seq={message.seq}
      role="group"
      aria-label={`${isolated(message.author.name)}, ${timeOfDay(message.at)}`}
      aria-describedby="messages-hint"
      tabIndex={isEntry ? 0 : -1}
      onContextMenu={onContextMenu}
      onKeyDown={onKeyDown}
      onPointerEnter={(event) => {
        setPointedAt(event.pointerType === 'mouse');
      }}
      onPointerLeave={() => {
        setPointedAt(false);
      }}
      {...press}
    >
      {isEdited && mayEdit ? (
        <InlineEditor roomId={roomId} message={message} />
      ) : (
        <Body bubble={bubble} />
      )}
      {isPointedAt && !isEdited && <MessageToolbar message={message} />}
      <ReactionBar message={message} />
      {bubble.thread && <ThreadLink seq={message.seq} thread={bubble.thread} />}
    </div>
  );
}

const OPENS = new Set(['Enter', ' ', 'ContextMenu']);

function Body({ bubble }: { bubble: Bubble }) {
  const { message, reply, inThread, sending } = bubble;
  const { myId } = useRoomScope();
  const large = isFewEmoji(bubble.text) && reply === undefined;
  const failed = sending?.state === 'failed';
  return (
    <div
      className={`bubble ${large ? 'bubble--emoji' : ''} ${failed ? 'bubble--failed' : ''}`}
      dir="auto"
      title={fullTime(bubble.at)}
    >
      {inThread !== undefined && <InThread root={inThread} />}
      {reply && <QuoteView quote={reply} />}
      <MessageText text={bubble.text} mentions={bubble.mentions} />
      <span className="bubble__meta">
        {message?.pinned && (
          <span title={`Pinned by ${isolated(message.pinned.by.name)}`}>
            <Icon name="pin" size={13} />
            <span className="hidden">Pinned</span>
          </span>
        )}
        {message?.edited && <Edited message={message} at={message.edited.at} />}
        <time dateTime={new Date(bubble.at).toISOString()}>{timeOfDay(bubble.at)}</time>
        {sending && <SendMark state={sending.state} />}
        {message?.author.id === myId && <ReachMark seq={message.seq} />}
      </span>
    </div>
  );
}

/** What hangs on a message as its thread. */
function ThreadLink({ seq, thread }: { seq: number; thread: ThreadSummary }) {
  const { roomId } = useRoomScope();
  return (
    <a className="thread-link" href={threadAddress(roomId, seq)} title={fullTime(thread.lastAt)}>
      <Icon name="thread" size={15} />
      <span>{repliesIn(thread)}</span>
      <span className="thread-link__last">last {timeOfDay(thread.lastAt)}</span>
    </a>
  );
}

/** Says that a message among others belongs to a thread. */
function InThread({ root }: { root: number }) {
  const { roomId } = useRoomScope();
  return (
    <a className="bubble__thread" href={threadAddress(roomId, root)}>
      <Icon name="thread" size={13} />
      in a thread
    </a>
  );
}

/** Opens what the message said before; by keyboard the menu has that. */
function Edited({ message, at }: { message: FoldedMessage; at: number }) {
  const { intent } = useRoomScope();
  return (
    <button
      type="button"
      className="bubble__edited"
      tabIndex={-1}
      title={`Edited ${fullTime(at)}. Shows earlier versions.`}
      onClick={() => {
        intent.versions.set(message);
      }}
    >
      edited <span className="hidden">{timeOfDay(at)}, show earlier versions</span>
    </button>
  );
}

/** Stands where a message was or would be. */
function Place({ bubble, words }: { bubble: Bubble; words: string }) {
  return (
    <div className="message" data-key={bubble.key} data-seq={bubble.message?.seq}>
      <div className="bubble bubble--unreadable" title={fullTime(bubble.at)}>
        <p>{words}</p>
      </div>
    </div>
  );
}

function deletedWords({ author, deleted }: FoldedMessage): string {
  if (!deleted || deleted.by.id === author.id) {
    return 'This message was deleted.';
  }
  const reason = deleted.reason ? `: ${isolated(deleted.reason)}` : '.';
  return `Deleted by ${isolated(deleted.by.name)}${reason}`;
}

function hasOwnMenu(target: EventTarget): boolean {
  const isMarked = window.getSelection()?.isCollapsed === false;
  return isMarked || (target instanceof Element && target.closest('a, textarea') !== null);
}
