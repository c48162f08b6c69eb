import { createContext, useContext, useMemo } from 'react';
import { Store, joined } from '../../lib/state/store';
import { usePaced } from '../../lib/state/usePaced';
import { useStore } from '../../lib/state/useStore';
import type { ServiceState } from '../../lib/model/notices';
import type { ConnectionStatus } from '../../lib/stomp/chatOptions';
import type { Outbox } from '../../lib/stomp/outbox';
import { EMPTY_VIEW, type RoomView } from '../../lib/stomp/view';
import type { Conversations } from './conversations';

export const ConversationsContext = createContext<Conversations | undefined>(undefined);

export function useConversations(): Conversations {
  const conversations = useContext(ConversationsContext);
  if (!conversations) {
    throw new Error('there are no conversations here');
  }
  return conversations;
}

/** A replay brings thousands of events, each by itself: they are drawn at most so often. */
const DRAWN_EVERY_MS = 50;

const NOTHING = new Store<RoomView>(EMPTY_VIEW);

export function useRoomView(roomId: string): RoomView {
  return useStore(useRoomStore(roomId));
}

/** What is to be drawn of a room: its events, and what waits to be sent. */
export function useDrawn(roomId: string): readonly [RoomView, Outbox] {
  const { deliveries } = useConversations();
  const view = useRoomStore(roomId);
  const both = useMemo(() => joined(view, deliveries.items), [view, deliveries]);
  return usePaced(both, DRAWN_EVERY_MS);
}

function useRoomStore(roomId: string): Store<RoomView> {
  const { chat } = useConversations();
  // The view of a room is another one once it is followed anew
  useStore(chat.feeds.changes);
  return chat.view(roomId) ?? NOTHING;
}

export function useConnection(): ConnectionStatus {
  return useStore(useConversations().chat.status);
}

export function useService(): ServiceState {
  return useStore(useConversations().chat.service);
}
