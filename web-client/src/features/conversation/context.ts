import { createContext, useContext } from 'react';
import { Store } from '../../lib/state/store';
import { useStore } from '../../lib/state/useStore';
import type { ServiceState } from '../../lib/model/notices';
import type { ConnectionStatus } from '../../lib/stomp/chatOptions';
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

const NOTHING = new Store<RoomView>(EMPTY_VIEW);

export function useRoomView(roomId: string): RoomView {
  const { chat } = useConversations();
  // The view of a room is another one once it is followed anew
  useStore(chat.feeds.changes);
  return useStore(chat.view(roomId) ?? NOTHING);
}

export function useConnection(): ConnectionStatus {
  return useStore(useConversations().chat.status);
}

export function useService(): ServiceState {
  return useStore(useConversations().chat.service);
}
