import { useEffect, useState } from 'react';
import type { Room } from '../../../lib/model/rooms';
import { useConversations } from '../context';
import { TypingTeller } from './typist';

interface Typed {
  readonly changed: (text: string) => void;
  readonly sent: () => void;
}

/** Tells the others in a room that one writes there, where the room lets that be told. */
export function useTyping(room: Room, thread: number | undefined, text: string): Typed {
  const { chat, signals } = useConversations();
  const isTold = room.kind !== 'announce' && room.settings?.typing !== 'off';
  const [teller] = useState(
    () =>
      new TypingTeller((state) => {
        signals.live.room.tell(room.id, state, thread);
      }, text.length),
  );
  useEffect(
    () => () => {
      teller.stopped();
    },
    [teller],
  );
  return {
    changed: (next) => {
      teller.changed(next, isTold ? chat.limits.get().typingEveryMs : undefined);
    },
    sent: () => {
      teller.sent();
    },
  };
}
