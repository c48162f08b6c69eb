import { useEffect, useMemo, useRef, useState } from 'react';
import { MembersPanel } from '../features/admin/MembersPanel';
import { NewRoomDialog } from '../features/admin/NewRoomDialog';
import { useConversations } from '../features/conversation/context';
import { FollowedThreadsPage, MentionsPage } from '../features/conversation/MyMessages';
import { NO_BADGE, shownCount, totalOf } from '../features/conversation/reading/badge';
import { RoomList } from '../features/conversation/RoomList';
import { RoomPage } from '../features/conversation/RoomPage';
import { useRefusals } from '../features/conversation/RoomScope';
import { ThreadPanel } from '../features/conversation/ThreadPanel';
import { ThreadsPanel } from '../features/conversation/ThreadsPanel';
import { NewMessageDialog } from '../features/people/NewMessageDialog';
import { JoinPage } from '../features/support/JoinPage';
import { SupportPage } from '../features/support/SupportPage';
import { PostPage } from '../features/posts/PostPage';
import { PostsPage } from '../features/posts/PostsPage';
import { titleOf, type Room as RoomOfList } from '../lib/model/rooms';
import { useIsQuiet } from '../lib/presence/context';
import { useStore } from '../lib/state/useStore';
import { isolated } from '../lib/text/bidi';
import { useSigned } from '../lib/session/context';
import { Empty } from '../lib/ui/controls';
import { lazily } from '../lib/ui/lazily';
import { goTo, replaceWith, useHash, type Beside, type Route } from './router';
import { Sidebar } from './Sidebar';
import { useTabIcon } from './tabIcon';

const AccountPage = lazily(
  async () => (await import('../features/account/AccountPage')).AccountPage,
);
const AdminPage = lazily(async () => (await import('./AdminPage')).AdminPage);
const PostEditor = lazily(async () => (await import('../features/posts/PostEditor')).PostEditor);
const SettingsPanel = lazily(
  async () => (await import('../features/admin/SettingsPanel')).SettingsPanel,
);

type Opened = 'newMessage' | 'newRoom';

/** The frame: rooms at the side, what is open beside them; on a phone one of the two. */
export function Shell({ route }: { route: Route }) {
  const conversations = useConversations();
  const [dialog, setDialog] = useState<Opened>();
  const main = useRef<HTMLElement>(null);
  useTitle(route);
  useFocusOnChange(route, main);
  useRefusals();
  const close = () => {
    setDialog(undefined);
  };
  const open = (room: RoomOfList) => {
    close();
    conversations.include(room);
    conversations.loadSoon();
    goTo(`/rooms/${room.id}`);
  };
  return (
    <div className={route.page === 'home' ? 'shell shell--home' : 'shell'}>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to content
      </a>
      <Sidebar
        route={route}
        onNewMessage={() => {
          setDialog('newMessage');
        }}
        onNewRoom={() => {
          setDialog('newRoom');
        }}
        rooms={
          <RoomList
            openRoomId={route.page === 'room' ? route.roomId : undefined}
            onNewMessage={() => {
              setDialog('newMessage');
            }}
          />
        }
      />
      <main id="main" className="main" ref={main} tabIndex={-1}>
        <Page route={route} onRoom={open} />
      </main>
      {dialog === 'newMessage' && <NewMessageDialog onOpened={open} onClose={close} />}
      {dialog === 'newRoom' && <NewRoomDialog onCreated={open} onClose={close} />}
    </div>
  );
}

function Page({ route, onRoom }: { route: Route; onRoom: (room: RoomOfList) => void }) {
  const { me } = useSigned();
  const isAdmin = me.role === 'ADMIN';
  switch (route.page) {
    case 'room':
      return <Room key={route.roomId} route={route} />;
    case 'posts':
      return (
        <PostsPage
          onWrite={() => {
            goTo('/posts/new');
          }}
        />
      );
    case 'post':
      return (
        <PostPage
          key={route.postId}
          postId={route.postId}
          onEdit={() => {
            goTo(`/posts/${route.postId}/edit`);
          }}
          onGone={() => {
            goTo('/posts');
          }}
        />
      );
    case 'newPost':
      return isAdmin ? <PostEditor onSaved={showPost} /> : <Welcome />;
    case 'editPost':
      return isAdmin ? <PostEditor postId={route.postId} onSaved={showPost} /> : <Welcome />;
    case 'mentions':
      return <MentionsPage />;
    case 'threads':
      return <FollowedThreadsPage />;
    case 'account':
      return <AccountPage />;
    case 'support':
      return <LiveSupport onRoom={onRoom} />;
    case 'join':
      return <JoinPage key={route.code} code={route.code} onJoined={onRoom} />;
    case 'people':
    case 'person':
    case 'audit':
    case 'invitations':
    case 'queues':
      return isAdmin ? <AdminPage route={route} /> : <Welcome />;
    case 'unknown':
      return <Unknown />;
    case 'home':
    case 'login':
    case 'forgot':
    case 'resetPassword':
    case 'register':
      return <Welcome />;
  }
}

/** Follows the support rooms of this person: what happens in them changes who waits. */
function LiveSupport({ onRoom }: { onRoom: (room: RoomOfList) => void }) {
  const { rooms } = useConversations();
  const state = useStore(rooms);
  const version = useMemo(
    () =>
      (state.state === 'ready' ? state.rooms : [])
        .filter((room) => room.kind === 'support')
        .reduce((sum, room) => sum + room.version + 1, 0),
    [state],
  );
  return <SupportPage version={version} onOpened={onRoom} />;
}

function Welcome() {
  const { me } = useSigned();
  return (
    <section className="pane pane--center">
      <Empty icon="compose" title={`Hello, ${isolated(me.displayName)}`}>
        Choose a conversation, or start a new one.
      </Empty>
    </section>
  );
}

function Unknown() {
  return (
    <section className="pane pane--center">
      <Empty
        icon="info"
        title="There is no such page"
        action={
          <a className="button button--plain" href="#/">
            To the conversations
          </a>
        }
      >
        The link may be cut short, or from another version.
      </Empty>
    </section>
  );
}

/** What is beside a room stands in the address, so that the way back closes that and not the room. */
function Room({ route }: { route: Extract<Route, { page: 'room' }> }) {
  const conversations = useConversations();
  const { roomId, beside, at } = route;
  const openedHere = useOpenedHere(beside === undefined);
  const close = () => {
    if (openedHere()) {
      window.history.back();
    } else {
      replaceWith(`/rooms/${roomId}`);
    }
  };
  const onLeft = () => {
    conversations.remove(roomId);
    replaceWith('/');
  };
  return (
    <RoomPage
      roomId={roomId}
      side={
        beside && ((room) => <Side room={room} beside={beside} onLeft={onLeft} onClose={close} />)
      }
      shows={beside?.what}
      goesTo={at}
      onToggle={(what) => {
        if (what === beside?.what) {
          close();
        } else {
          goTo(`/rooms/${roomId}/${what}`);
        }
      }}
    />
  );
}

function Side({
  room,
  beside,
  onLeft,
  onClose,
}: {
  room: RoomOfList;
  beside: Beside;
  onLeft: () => void;
  onClose: () => void;
}) {
  switch (beside.what) {
    case 'members':
      return <MembersPanel room={room} onLeft={onLeft} onClose={onClose} />;
    case 'settings':
      return <RoomSettings room={room} onClose={onClose} />;
    case 'threads':
      return <ThreadsPanel room={room} onClose={onClose} />;
    case 'thread':
      return (
        <ThreadPanel
          key={beside.root}
          room={room}
          root={beside.root}
          goesTo={beside.at}
          onClose={onClose}
        />
      );
  }
}

/** For those who manage the room; whoever else comes here by an address sees the room. */
function RoomSettings({ room, onClose }: { room: RoomOfList; onClose: () => void }) {
  const conversations = useConversations();
  const { me } = useSigned();
  const { windows, typingEveryMs } = useStore(conversations.chat.limits);
  if (me.role !== 'ADMIN' || !(room.kind === 'group' || room.kind === 'announce')) {
    return null;
  }
  return (
    <SettingsPanel
      room={room}
      usual={windows}
      tellsReading={typingEveryMs !== undefined}
      onChanged={(changed) => {
        conversations.include(changed);
      }}
      onStale={() => conversations.find(room.id)}
      onClose={onClose}
    />
  );
}

/** Whether the room alone was on the screen right before what is beside it now. */
function useOpenedHere(isPlain: boolean): () => boolean {
  const hash = useHash();
  const steps = useRef<readonly [before: boolean, now: boolean]>([false, isPlain]);
  const last = useRef(hash);
  useEffect(() => {
    if (last.current !== hash) {
      last.current = hash;
      steps.current = [steps.current[1], isPlain];
    }
  }, [hash, isPlain]);
  return () => steps.current[0];
}

function showPost({ id }: { id: string }): void {
  goTo(`/posts/${id}`);
}

/** The tab says where one is, and what waits: how many messages are unread, in words and on its icon. */
function useTitle(route: Route): void {
  const conversations = useConversations();
  const lines = useStore(conversations.lines);
  const isQuiet = useIsQuiet();
  // Whoever does not want to be disturbed is not called from another tab
  const total = useMemo(
    () => (isQuiet ? NO_BADGE : totalOf(lines.map(({ badge }) => badge))),
    [lines, isQuiet],
  );
  const title = useMemo(() => {
    const open = lines.find((line) => route.page === 'room' && line.room.id === route.roomId);
    const place = open ? isolated(titleOf(open.room)) : PLACES[route.page];
    const name = place === undefined ? 'Parley' : `${place} · Parley`;
    return total.count > 0 ? `(${shownCount(total)}) ${name}` : name;
  }, [lines, route, total]);
  useTabIcon(total);
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = 'Parley';
    };
  }, [title]);
}

const PLACES: Readonly<Partial<Record<Route['page'], string>>> = {
  posts: 'Posts',
  post: 'Posts',
  newPost: 'New post',
  editPost: 'Edit post',
  account: 'Your account',
  mentions: 'Mentions',
  support: 'Support',
  join: 'Invitation',
  people: 'People',
  person: 'People',
  audit: 'Audit log',
  invitations: 'Invitations',
  queues: 'Support queues',
  unknown: 'No such page',
};

/** Whoever moves by keyboard or screen reader goes on in the new page, not in the old link. */
function useFocusOnChange(route: Route, main: { readonly current: HTMLElement | null }): void {
  const before = useRef(route);
  useEffect(() => {
    const changed = before.current !== route;
    before.current = route;
    const inside = main.current?.contains(document.activeElement) ?? false;
    if (changed && !inside && route.page !== 'home') {
      main.current?.focus({ preventScroll: true });
    }
  }, [route, main]);
}
