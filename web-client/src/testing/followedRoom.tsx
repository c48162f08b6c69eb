import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { ConversationsContext } from '../features/conversation/context';
import { Conversations } from '../features/conversation/conversations';
import { Signals } from '../features/conversation/signals';
import { Api } from '../lib/http/api';
import { PresenceContext } from '../lib/presence/context';
import { Presence } from '../lib/presence/presence';
import { SignedContext } from '../lib/session/context';
import { Drafts } from '../lib/state/drafts';
import { MemoryKeep } from '../lib/state/keep';
import { ChatClient } from '../lib/stomp/client';
import { Deliveries } from '../lib/stomp/deliveries';
import { Toasts } from '../lib/ui/toasts';
import { FakeLinks } from './fakeLink';
import { ADA, ROOM } from './samples';

const ME = { id: ADA.id, username: 'ada', displayName: 'Ada', role: 'ADMIN' } as const;

/** Ada is connected and follows a room. `around` gives components what they need of that. */
export async function followedRoom(headers: Record<string, string> = {}) {
  const keep = new MemoryKeep();
  let nextId = 1;
  const deliveries = new Deliveries(keep, 'outbox', () => `c${nextId++}`);
  const links = new FakeLinks();
  const nothing = () => undefined;
  const api = new Api({ access: () => Promise.resolve('access') }, 'http://test/api/v1');
  const presence = new Presence(api, ME.id);
  const signals = new Signals(api, (roomId) => chat.view(roomId)?.get().last ?? 0);
  const chat: ChatClient = new ChatClient({
    url: 'ws://test/ws',
    myId: ME.id,
    token: () => Promise.resolve('access'),
    openLink: links.open,
    deliveries,
    parts: [...signals.parts, presence.feed],
    onInbox: (notice) => {
      conversations.inbox(notice);
    },
    onRoomClosed: nothing,
    onFull: nothing,
    onRole: nothing,
    onOnline: nothing,
  });
  const conversations: Conversations = new Conversations(api, ME.id, chat, deliveries, signals);
  chat.start();
  await vi.waitFor(() => {
    links.last.open(headers);
  });
  chat.follow(ROOM);
  const drafts = new Drafts(keep, ME.id);
  const around = (children: ReactNode) => (
    <SignedContext value={{ me: ME, api, drafts, renew: () => Promise.resolve() }}>
      <ConversationsContext value={conversations}>
        <PresenceContext value={presence}>
          <Toasts>{children}</Toasts>
        </PresenceContext>
      </ConversationsContext>
    </SignedContext>
  );
  return { links, conversations, presence, drafts, around };
}
