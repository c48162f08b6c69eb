import { useEffect, useState, type KeyboardEvent } from 'react';
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
import { ReplyBar } from './ReplyBar';
import { useRoomScope } from './roomIntent';
import { LengthNote, isTouch, tooManyIn, useGrowing } from './textBox';

const TALLEST_PX = 200;
/** A name that does not fit is cut by the style; this bounds what is laid out. */
const LONGEST_NAME = 60;
/** A mute ends without an event. */
const NOW_MS = 5_000;

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
  const { me, drafts } = useSigned();
  const { intent } = useRoomScope();
  const reply = useStore(intent.replyingTo);
  const place = `room.${room.id}`;
  const [text, setText] = useState(() => drafts.text(place));
  const [full, setFull] = useState(false);
  const box = useGrowing(text, TALLEST_PX);
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
    setText(next);
    setFull(false);
    drafts.set(place, next);
  };
  const send = () => {
    if (!sendable) {
      return;
    }
    if (conversations.chat.send(room.id, text.trim(), reply?.target)) {
      change('');
      intent.replyingTo.set(undefined);
      box.current?.focus();
    } else {
      setFull(true);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) {
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && reply) {
      intent.replyingTo.set(undefined);
    } else if (event.key === 'ArrowUp' && text === '' && isPlain(event)) {
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
      <div className="composer__box">
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          value={text}
          aria-label={`Message to ${isolated(titleOf(room))}`}
          aria-describedby="composer-note"
          aria-invalid={tooMany > 0}
          placeholder={`Message ${isolated(titleOf(room).slice(0, LONGEST_NAME))}`}
          onChange={(event) => {
            change(event.target.value);
          }}
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
      <p id="composer-note" className="composer__note" role="status">
        {full && 'Too many messages wait to be sent. Try again when you are connected.'}
        <LengthNote text={text} />
      </p>
    </form>
  );
}

function isPlain({ shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return !shiftKey && !altKey && !ctrlKey && !metaKey;
}
