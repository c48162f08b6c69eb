import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { titleOf, whyClosed, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { isolated } from '../../lib/text/bidi';
import { IconButton } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { isComposing } from '../../lib/ui/keys';
import { useNow } from '../../lib/time/useNow';
import { useConversations } from './context';

/** The server takes no more. */
const LONGEST = 8_000;
const WARN_WITHIN = 500;
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
  const { drafts } = useSigned();
  const place = `room.${room.id}`;
  const [text, setText] = useState(() => drafts.text(place));
  const [full, setFull] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const tooMany = text.trim().length - LONGEST;
  const sendable = text.trim() !== '' && tooMany <= 0;

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
    drafts.set(place, next);
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
    if (event.key === 'Enter' && !event.shiftKey && !isComposing(event) && !isTouch()) {
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
        {lengthNote(tooMany)}
      </p>
    </form>
  );
}

/** What is too long is not sent: the person decides what goes. */
function lengthNote(tooMany: number): ReactNode {
  if (tooMany > 0) {
    return (
      <span className="composer__problem">
        {`Too long by ${counted(tooMany)}: shorten it, or send it in parts.`}
      </span>
    );
  }
  return -tooMany < WARN_WITHIN && `${counted(-tooMany)} left`;
}

function counted(characters: number): string {
  return `${characters.toLocaleString()} ${characters === 1 ? 'character' : 'characters'}`;
}

function isTouch(): boolean {
  return window.matchMedia('(pointer: coarse)').matches;
}
