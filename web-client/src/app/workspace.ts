import { Conversations } from '../features/conversation/conversations';
import { Signals } from '../features/conversation/signals';
import { PostsFeed } from '../features/posts/postsFeed';
import type { Post } from '../lib/model/posts';
import { Presence } from '../lib/presence/presence';
import { browserKeep } from '../lib/state/keep';
import { ChatClient } from '../lib/stomp/client';
import type { Deliveries } from '../lib/stomp/deliveries';
import { openStompLink } from '../lib/stomp/link';
import { outboxOfTab } from './outboxOfTab';
import { addressOf, socketAddress, type Services } from './services';
import { startTicker } from './ticker';

/** All that is live for the person who is signed in. */
export interface Workspace {
  readonly conversations: Conversations;
  readonly posts: PostsFeed;
  readonly presence: Presence;
  readonly close: () => void;
}

export interface Events {
  readonly onPublished: (post: Post) => void;
  readonly onRevoked: () => void;
}

export async function openWorkspace(
  services: Services,
  myId: string,
  events: Events,
): Promise<Workspace> {
  const deliveries = await outboxOfTab(myId);
  const presence = new Presence(services.api, myId);
  const conversations = conversationsOf(services, myId, deliveries, presence);
  const posts = new PostsFeed({
    api: services.api,
    tokens: services.tokens,
    url: addressOf('./api/v1/posts/updates').href,
    myId,
    keep: browserKeep('localStorage'),
    onPublished: (post) => {
      if (!presence.isQuiet()) {
        events.onPublished(post);
      }
    },
  });
  const stops = [
    ...connected(services, conversations, events),
    presence.mine.watch(() => {
      conversations.tellArrived();
    }),
    () => {
      posts.close();
      presence.close();
    },
  ];
  void conversations.load();
  posts.start();
  return {
    conversations,
    posts,
    presence,
    close: () => {
      stops.forEach((stop) => {
        stop();
      });
    },
  };
}

function conversationsOf(
  services: Services,
  myId: string,
  deliveries: Deliveries,
  presence: Presence,
): Conversations {
  const { tokens, api } = services;
  let refused: string | undefined;
  const lastSeq = (roomId: string) => chat.view(roomId)?.get().last ?? 0;
  const signals = new Signals(api, lastSeq, () => presence.isVisible());
  const chat: ChatClient = new ChatClient({
    url: socketAddress(),
    myId,
    token: async (fresh) => {
      const token = await tokens.access(fresh ? refused : undefined);
      refused = token;
      return token;
    },
    openLink: openStompLink,
    deliveries,
    parts: [...signals.parts, presence.feed],
    onInbox: (notice) => {
      conversations.inbox(notice);
    },
    onRoomClosed: (roomId) => {
      conversations.refused(roomId);
    },
    onFull: (roomId) => {
      conversations.full(roomId);
    },
    onRole: () => {
      // What the token says is out of date: the new one changes what is on the screen, in every tab
      tokens.renew().catch(() => undefined);
      conversations.loadSoon();
    },
    onOnline: () => {
      conversations.online();
      void presence.load();
    },
    onInboxOpen: () => {
      conversations.loadSoon();
    },
    onForget: () => {
      signals.counts.forget();
    },
  });
  const conversations: Conversations = new Conversations(api, myId, chat, deliveries, signals);
  return conversations;
}

/** Ties the connection to the page; answers what unties it. */
function connected(
  { tokens }: Services,
  conversations: Conversations,
  events: Events,
): (() => void)[] {
  const { chat } = conversations;
  const check = () => {
    tokens.hurry();
    chat.check();
  };
  // Whoever leaves the window may not come back to it
  const left = () => {
    conversations.signals.moves.flush();
  };
  const looked = () => {
    if (document.visibilityState === 'visible') {
      check();
      void conversations.refresh();
    } else {
      left();
    }
  };
  window.addEventListener('blur', left);
  window.addEventListener('pagehide', left);
  window.addEventListener('online', check);
  window.addEventListener('offline', check);
  document.addEventListener('visibilitychange', looked);
  chat.start();
  return [
    startTicker(() => {
      chat.beat();
    }),
    tokens.latest.watch(() => {
      const token = tokens.latest.get();
      if (token !== undefined) {
        chat.swapToken(token);
      }
    }),
    chat.status.watch(() => {
      const status = chat.status.get();
      if (status.state === 'stopped' && status.why === 'revoked') {
        events.onRevoked();
      }
    }),
    () => {
      window.removeEventListener('blur', left);
      window.removeEventListener('pagehide', left);
      window.removeEventListener('online', check);
      window.removeEventListener('offline', check);
      document.removeEventListener('visibilitychange', looked);
      left();
      chat.stop();
      conversations.close();
    },
  ];
}
