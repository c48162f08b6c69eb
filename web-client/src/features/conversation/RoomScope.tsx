import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { MessageAction } from '../../lib/model/actions';
import { undoneWords } from '../../lib/model/actions';
import { rightsIn, type Rights } from '../../lib/model/rights';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { useNow } from '../../lib/time/useNow';
import { useToast } from '../../lib/ui/toasts';
import { useConversations } from './context';
import { OpenRoomContext, RoomIntent, RoomScopeContext, keptReply } from './roomIntent';
import { editPlace, keepWords } from './useWords';

/** A mute ends without an event. */
const NOW_MS = 5_000;

export function RoomScope({
  room,
  thread,
  goesTo,
  children,
}: {
  room: Room;
  thread?: number;
  /** The seq of the message that the address names. */
  goesTo?: number | undefined;
  children: ReactNode;
}) {
  const { me, drafts } = useSigned();
  const conversations = useConversations();
  const say = useToast();
  const place = `reply.${placeOf(room.id, thread)}`;
  const [intent] = useState(() => new RoomIntent(keptReply(drafts.get(place))));
  useEffect(
    () =>
      intent.replyingTo.watch(() => {
        drafts.set(place, intent.replyingTo.get());
      }),
    [intent, drafts, place],
  );
  useEffect(() => {
    if (goesTo !== undefined) {
      intent.jump.set({ seq: goesTo });
    }
  }, [intent, goesTo]);
  const now = useNow(NOW_MS);
  const { windows } = useStore(conversations.chat.limits);
  const rights = useSame(rightsIn(room, me, now, windows));
  const act = useCallback(
    (action: MessageAction) => {
      if (!conversations.chat.act(room.id, action)) {
        say({ text: 'Too much waits to be sent. Try again when you are connected.' });
      }
    },
    [conversations, room.id, say],
  );
  const scope = useMemo(
    () => ({
      roomId: room.id,
      ...(thread !== undefined && { thread }),
      intent,
      rights,
      myId: me.id,
      act,
    }),
    [room.id, thread, intent, rights, me.id, act],
  );
  return (
    <OpenRoomContext value={room}>
      <RoomScopeContext value={scope}>{children}</RoomScopeContext>
    </OpenRoomContext>
  );
}

/** The name of what is written in a room, or in one of its threads. */
export function placeOf(roomId: string, thread: number | undefined): string {
  return thread === undefined ? roomId : `${roomId}.${thread}`;
}

/** The same object for as long as it says the same. */
function useSame(rights: Rights): Rights {
  const { write, react, pin, deleteOwn, deleteAny, mentionRoom } = rights;
  const { editWindowMs, deleteWindowMs } = rights;
  return useMemo(
    () => ({
      write,
      react,
      pin,
      deleteOwn,
      deleteAny,
      mentionRoom,
      editWindowMs,
      deleteWindowMs,
    }),
    [write, react, pin, deleteOwn, deleteAny, mentionRoom, editWindowMs, deleteWindowMs],
  );
}

/** Says what was undone because the server refused it; words that were refused are kept to be tried again. */
export function useRefusals(): void {
  const { deliveries } = useConversations();
  const { drafts } = useSigned();
  const say = useToast();
  const outbox = useStore(deliveries.items);
  useEffect(() => {
    for (const { clientMsgId, roomId, action, state, problem } of outbox) {
      if (state === 'failed' && action.kind !== 'send') {
        if (action.kind === 'edit') {
          keepWords(drafts, editPlace(roomId, action.target.seq), action);
        }
        say({ text: undoneWords(action, problem) });
        deliveries.discard(clientMsgId);
      }
    }
  }, [outbox, deliveries, drafts, say]);
}
