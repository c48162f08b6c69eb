import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { titleOf, whyClosed, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { IconButton } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { useNow } from '../../lib/time/useNow';
import { useConversations } from './context';

/** The server takes no more. */
const LONGEST = 8_000;
const WARN_AT = 7_500;
const TALLEST_PX = 200;
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
  const [text, setText] = useState(() => conversations.drafts.get(room.id) ?? '');
  const [full, setFull] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const sendable = text.trim() !== '' && text.length <= LONGEST;

  useLayoutEffect(() => {
    const area = box.current;
    if (area) {
      area.style.height = 'auto';
      area.style.height = `${Math.min(area.scrollHeight, TALLEST_PX)}px`;
    }
  }, [text]);
  useEffect(() => {
    // A keyboard that slides in by itself would hide what one came to read
    if (!isTouch()) {
      box.current?.focus();
    }
  }, []);

  const change = (next: string) => {
    setText(next);
    setFull(false);
    conversations.drafts.set(room.id, next);
  };
  const send = () => {
    if (!sendable) {
      return;
    }
    if (conversations.chat.send(room.id, text.trim())) {
      change('');
      box.current?.focus();
    } else {
      setFull(true);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const plain = !event.shiftKey && !event.nativeEvent.isComposing;
    if (event.key === 'Enter' && plain && !isTouch()) {
      event.preventDefault();
      send();
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
      <div className="composer__box">
        <textarea
          ref={box}
          rows={1}
          value={text}
          aria-label={`Message to ${titleOf(room)}`}
          aria-describedby="composer-note"
          placeholder={`Message ${titleOf(room)}`}
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
        {text.length > WARN_AT && `${LONGEST - text.length} characters left`}
      </p>
    </form>
  );
}

function isTouch(): boolean {
  return window.matchMedia('(pointer: coarse)').matches;
}
