import { useMemo, type ReactNode } from 'react';
import { StatusButton } from '../features/account/status/StatusMenu';
import { usePosts } from '../features/posts/context';
import { useDoor } from '../features/session/context';
import { useConversations } from '../features/conversation/context';
import { shownCount, totalOf } from '../features/conversation/reading/badge';
import { useSigned } from '../lib/session/context';
import { useStore } from '../lib/state/useStore';
import { IconButton } from '../lib/ui/controls';
import { Icon, Logo, type IconName } from '../lib/ui/Icon';
import { StatusSign } from '../lib/ui/PresenceDot';
import type { Route } from './router';
import { setTheme, theme, type Theme } from './theme';

export function Sidebar({
  route,
  rooms,
  onNewMessage,
  onNewRoom,
}: {
  route: Route;
  rooms: ReactNode;
  onNewMessage: () => void;
  onNewRoom: () => void;
}) {
  const { me } = useSigned();
  return (
    <div className="sidebar">
      <header className="sidebar__head">
        <a className="brand" href="#/">
          <Logo size={30} />
          <span>Parley</span>
        </a>
        {me.role === 'ADMIN' && <IconButton icon="newRoom" label="New room" onClick={onNewRoom} />}
        <IconButton icon="compose" label="New message" onClick={onNewMessage} />
      </header>
      <Sections route={route} isAdmin={me.role === 'ADMIN'} />
      {rooms}
      <Account />
    </div>
  );
}

const POSTS = new Set(['posts', 'post', 'newPost', 'editPost']);
const ADMINISTRATION = new Set(['people', 'person', 'audit', 'invitations', 'queues']);

function Sections({ route, isAdmin }: { route: Route; isAdmin: boolean }) {
  const { takesMentions } = useStore(useConversations().chat.limits);
  return (
    <nav className="sidebar__nav" aria-label="Sections">
      <PostsLink open={POSTS.has(route.page)} />
      {takesMentions && (
        <>
          <MentionsLink open={route.page === 'mentions'} />
          <SectionLink href="#/threads" icon="thread" open={route.page === 'threads'}>
            Threads
          </SectionLink>
        </>
      )}
      <SectionLink href="#/support" icon="support" open={route.page === 'support'}>
        Support
      </SectionLink>
      {isAdmin && (
        <SectionLink href="#/people" icon="shield" open={ADMINISTRATION.has(route.page)}>
          Administration
        </SectionLink>
      )}
    </nav>
  );
}

function SectionLink({
  href,
  icon,
  open,
  children,
}: {
  href: string;
  icon: IconName;
  open: boolean;
  children: ReactNode;
}) {
  return (
    <a href={href} className="nav-link" aria-current={open ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{children}</span>
    </a>
  );
}

function MentionsLink({ open }: { open: boolean }) {
  const lines = useStore(useConversations().lines);
  const { mentions } = useMemo(() => totalOf(lines.map(({ badge }) => badge)), [lines]);
  return (
    <a href="#/mentions" className="nav-link" aria-current={open ? 'page' : undefined}>
      <Icon name="mention" />
      <span>Mentions</span>
      {mentions > 0 && (
        <span className="badge badge--mention">
          {shownCount({ count: mentions, capped: false })}
          <span className="hidden"> unread</span>
        </span>
      )}
    </a>
  );
}

function PostsLink({ open }: { open: boolean }) {
  const feed = usePosts();
  const { board } = useStore(feed.state);
  const seenUntil = useStore(feed.seenUntil);
  const count = useMemo(
    () => [...board.posts.values()].filter((post) => feed.isNew(post, seenUntil)).length,
    [feed, board, seenUntil],
  );
  return (
    <a href="#/posts" className="nav-link" aria-current={open ? 'page' : undefined}>
      <Icon name="megaphone" />
      <span>Posts</span>
      {count > 0 && (
        <span className="badge">
          {count}
          <span className="hidden"> new</span>
        </span>
      )}
    </a>
  );
}

const THEMES: Record<Theme, { icon: IconName; label: string; next: Theme }> = {
  auto: { icon: 'auto', label: 'Colours: as the system has it', next: 'light' },
  light: { icon: 'sun', label: 'Colours: light', next: 'dark' },
  dark: { icon: 'moon', label: 'Colours: dark', next: 'auto' },
};

function Account() {
  const { me } = useSigned();
  const { signOut } = useDoor();
  const chosen = THEMES[useStore(theme)];
  return (
    <footer className="account">
      <StatusButton />
      <span className="account__names">
        <span className="account__name">
          <a href="#/account" title={`Your account: @${me.username}`}>
            <bdi>{me.displayName}</bdi>
          </a>
          {me.role === 'ADMIN' && <span className="tag">Admin</span>}
          <StatusSign userId={me.id} />
        </span>
        <ConnectionWord />
      </span>
      <IconButton
        icon={chosen.icon}
        label={chosen.label}
        onClick={() => {
          setTheme(chosen.next);
        }}
      />
      <IconButton icon="exit" label="Sign out" onClick={signOut} />
    </footer>
  );
}

function ConnectionWord() {
  const { chat } = useConversations();
  const status = useStore(chat.status);
  if (status.state !== 'online' || status.checking) {
    return (
      <span className="presence">
        {status.state === 'stopped' ? 'Not connected' : 'Connecting…'}
      </span>
    );
  }
  // The pod's name helps whoever looks for the cause of a fault
  return (
    <span className="presence presence--on" title={`Connected to ${status.node}`}>
      Connected
    </span>
  );
}
