import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { newestOwn } from '../../lib/model/fold';
import { titleOf, whyClosed, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { isolated } from '../../lib/text/bidi';
import { IconButton } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { isComposing } from '../../lib/ui/keys';
import { useNow } from '../../lib/time/useNow';
import { useConversations } from './context';
import { useTyping } from './live/useTyping';
import { ReplyBar } from './ReplyBar';
import { useRoomScope } from './roomIntent';
import { placeOf } from './RoomScope';
import { useCompletion } from './useCompletion';
import { LengthNote, isTouch, tooManyIn, useGrowing } from './textBox';
import { useWords } from './useWords';

const TALLEST_PX = 200;
/** A name that does not fit is cut by the style; this bounds what is laid out. */
const LONGEST_NAME = 60;
/** A mute ends without an event. */
const NOW_MS = 5_000;

/** Where one writes: in a room, or in the thread that is open. */
export function Composer({ room }: { room: Room }) {
  const { me } = useSigned();
  const closed = whyClosed(room, me.role, useNow(NOW_MS));
  if (closed !== undefined) {
    return (
      <p className="composer composer--readonly" role="status">
        <Icon name={room.kind === 'announce' ? 'megaphone' : 'info'} size={18} />
        <span>{closed}</span>
      </p>
    );
  }
  return <Editor room={room} />;
}

function Editor({ room }: { room: Room }) {
  const conversations = useConversations();
  const { me } = useSigned();
  const { intent, thread } = useRoomScope();
  const reply = useStore(intent.replyingTo);
  const place = `room.${placeOf(room.id, thread)}`;
  const writing = useWords(place);
  const { text } = writing;
  const typing = useTyping(room, thread, text);
  const [full, setFull] = useState(false);
  const box = useGrowing(text, TALLEST_PX);
  const noteId = useId();
  const tooMany = tooManyIn(text);
  const sendable = text.trim() !== '' && tooMany <= 0;

  useEffect(() => {
    if (reply) {
      box.current?.focus();
    }
  }, [box, reply]);
  useEffect(() => {
    // A keyboard that slides in by itself would hide what one came to read
    if (!isTouch()) {
      box.current?.focus();
    }
  }, [box]);

  const change = (next: string) => {
    writing.change(next);
    typing.changed(next);
    setFull(false);
  };
  const send = () => {
    if (!sendable) {
      return;
    }
    const isQueued = conversations.chat.act(room.id, {
      kind: 'send',
      ...writing.words(),
      ...(reply && { replyTo: reply.target }),
      ...(thread !== undefined && { threadRoot: thread }),
    });
    if (isQueued) {
      writing.forget();
      typing.sent();
      setFull(false);
      intent.replyingTo.set(undefined);
      box.current?.focus();
    } else {
      setFull(true);
    }
  };
  const completion = useCompletion(box, text, writing.mention);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || completion.onKeyDown(event)) {
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && reply) {
      intent.replyingTo.set(undefined);
    } else if (event.key === 'ArrowUp' && text === '' && isPlain(event) && thread === undefined) {
      const mine = newestOwn(conversations.chat.view(room.id)?.get().events ?? [], me.id);
      if (mine) {
        event.preventDefault();
        intent.editing.set(mine.seq);
      }
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {reply && <ReplyBar reply={reply} />}
      {completion.list}
      <div className="composer__box">
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          value={text}
          {...completion.props}
          aria-label={
            thread === undefined ? `Message to ${isolated(titleOf(room))}` : 'Reply in this thread'
          }
          aria-describedby={noteId}
          aria-invalid={tooMany > 0}
          placeholder={
            thread === undefined
              ? `Message ${isolated(titleOf(room).slice(0, LONGEST_NAME))}`
              : 'Reply in this thread'
          }
          onChange={(event) => {
            change(event.target.value);
            completion.look();
          }}
          onSelect={completion.look}
          onBlur={completion.close}
          onKeyDown={onKeyDown}
        />
        <IconButton
          type="submit"
          className="composer__send"
          icon="send"
          label="Send"
          disabled={!sendable}
        />
      </div>
      <p id={noteId} className="composer__note" role="status">
        {full && 'Too many messages wait to be sent. Try again when you are connected.'}
        <LengthNote text={text} />
      </p>
    </form>
  );
}

function isPlain({ shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return !shiftKey && !altKey && !ctrlKey && !metaKey;
}
