import { useEffect, useState } from 'react';
import { useSigned } from '../../../lib/session/context';
import { useStore } from '../../../lib/state/useStore';
import { useConversations, useRoomView } from '../context';
import { typingWords, typists } from './typingWords';

/** A screen reader says that somebody writes, and not again while the talk goes on. */
const QUIET_MS = 20_000;

/** Who writes in the room that is open, or in a thread of it, under the messages there. */
export function TypingLine({ roomId, thread }: { roomId: string; thread?: number }) {
  const { me } = useSigned();
  const { chat, signals } = useConversations();
  const { typingEveryMs } = useStore(chat.limits);
  const typing = useStore(signals.live.typing);
  const { events } = useRoomView(roomId);
  const words = typingWords(typists(typing, events, me.id, thread), typing.more);
  const said = useSaid(words);
  if (typingEveryMs === undefined) {
    return null;
  }
  return (
    <>
      <p className="typing" aria-hidden="true">
        {words !== '' && (
          <>
            <span className="typing__dots">
              <i />
              <i />
              <i />
            </span>
            {words}
          </>
        )}
      </p>
      <p className="hidden" role="status" aria-label="Who is writing">
        {said}
      </p>
    </>
  );
}

/** What is said aloud of words that come and go: those that come after a while without any. */
function useSaid(words: string): string {
  const [said, setSaid] = useState({ words: '', isQuiet: false });
  if (words !== '' && !said.isQuiet) {
    setSaid({ words, isQuiet: true });
  }
  const isOver = words === '' && said.isQuiet;
  useEffect(() => {
    const timer = isOver
      ? setTimeout(() => {
          setSaid({ words: '', isQuiet: false });
        }, QUIET_MS)
      : undefined;
    return () => {
      clearTimeout(timer);
    };
  }, [isOver]);
  return said.words;
}
