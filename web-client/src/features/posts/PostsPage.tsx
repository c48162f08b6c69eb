import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Post, PostState } from '../../lib/model/posts';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { ago, fullTime } from '../../lib/time/words';
import { Avatar } from '../../lib/ui/Avatar';
import { Button, Empty, Failed, Spinner } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { textOfHtml } from '../../lib/ui/SafeHtml';
import { inOrder, timeOf } from './board';
import { usePosts } from './context';
import { useHeldBack } from './heldBack';

const TABS: readonly { state: PostState; label: string }[] = [
  { state: 'published', label: 'Published' },
  { state: 'scheduled', label: 'Scheduled' },
  { state: 'draft', label: 'Drafts' },
  { state: 'withdrawn', label: 'Withdrawn' },
];
const EXCERPT = 220;

/** All posts; for an admin also those that are not out. */
export function PostsPage({ onWrite }: { onWrite: () => void }) {
  const { me } = useSigned();
  const feed = usePosts();
  const { state, board, live, problem } = useStore(feed.state);
  const [tab, setTab] = useState<PostState>('published');
  const posts = useMemo(() => inOrder(board), [board]);
  // What was unread when the page was opened stays marked while one reads, and so does what comes now
  const [seenUntil] = useState(() => feed.seenUntil.get());
  const isAdmin = me.role === 'ADMIN';
  useEffect(() => {
    if (document.visibilityState === 'visible') {
      feed.markSeen();
    }
  }, [feed, board]);

  const ofTab = useMemo(() => posts.filter((post) => post.state === tab), [posts, tab]);
  const list = useRef<HTMLDivElement>(null);
  const { shown, waiting, onScroll, release } = useHeldBack(ofTab);
  const toTop = () => {
    release();
    list.current?.scrollTo({ top: 0 });
  };
  return (
    <section className="pane" aria-label="Posts">
      <header className="pane__head">
        <a className="icon-button pane__back" href="#/" aria-label="Back to conversations">
          <Icon name="back" />
        </a>
        <div className="pane__titles">
          <h1 className="pane__title">Posts</h1>
          <p className="pane__subtitle" role="status">
            {live ? 'New posts appear by themselves' : 'Connecting…'}
          </p>
        </div>
        {isAdmin && (
          <Button look="primary" icon="edit" onClick={onWrite}>
            Write a post
          </Button>
        )}
      </header>
      <div className="posts-waiting" role="status">
        {waiting > 0 && (
          <button type="button" className="posts-waiting__button" onClick={toTop}>
            <Icon name="up" size={16} />
            {waiting === 1 ? '1 new post' : `${waiting} new posts`}
          </button>
        )}
      </div>
      <div
        className="posts"
        ref={list}
        onScroll={(event) => {
          onScroll(event.currentTarget.scrollTop);
        }}
      >
        {isAdmin && (
          <Tabs
            posts={posts}
            tab={tab}
            onChange={(chosen) => {
              release();
              setTab(chosen);
            }}
          />
        )}
        {state === 'loading' && <Spinner label="Loading posts" />}
        {state === 'failed' && (
          <Failed
            message={problem ?? ''}
            onRetry={() => {
              feed.start();
            }}
          />
        )}
        {state === 'ready' && shown.length === 0 && <NoPosts tab={tab} />}
        {shown.map((post) => (
          <PostCard key={post.id} post={post} isNew={feed.isNew(post, seenUntil)} />
        ))}
      </div>
    </section>
  );
}

function Tabs({
  posts,
  tab,
  onChange,
}: {
  posts: readonly Post[];
  tab: PostState;
  onChange: (tab: PostState) => void;
}) {
  return (
    <div className="tabs" role="group" aria-label="Which posts">
      {TABS.map(({ state, label }) => {
        const count = posts.filter((post) => post.state === state).length;
        return (
          <button
            key={state}
            type="button"
            className="tab"
            aria-pressed={tab === state}
            onClick={() => {
              onChange(state);
            }}
          >
            {label}
            {count > 0 && <span className="tab__count">{count}</span>}
          </button>
        );
      })}
    </div>
  );
}

function NoPosts({ tab }: { tab: PostState }): ReactNode {
  return tab === 'published' ? (
    <Empty icon="megaphone" title="No posts yet">
      When an admin publishes something, it appears here at once.
    </Empty>
  ) : (
    <Empty icon="edit" title="Nothing here" />
  );
}

function PostCard({ post, isNew }: { post: Post; isNew: boolean }) {
  const excerpt = useMemo(() => textOfHtml(post.html), [post.html]);
  return (
    <a className="post-card" href={`#/posts/${post.id}`}>
      <PostByline post={post} isNew={isNew} />
      <h2 className="post-card__title" dir="auto">
        {post.title}
      </h2>
      <p className="post-card__excerpt" dir="auto">
        {excerpt.length > EXCERPT ? `${excerpt.slice(0, EXCERPT)}…` : excerpt}
      </p>
    </a>
  );
}

export function PostByline({ post, isNew = false }: { post: Post; isNew?: boolean }) {
  const [now] = useState(() => Date.now());
  const at = timeOf(post);
  return (
    <div className="byline">
      <Avatar id={post.authorId} name={post.author} size="small" />
      <bdi className="byline__author">{post.author}</bdi>
      <time className="byline__time" dateTime={new Date(at).toISOString()} title={fullTime(at)}>
        {post.state === 'scheduled' ? `for ${fullTime(at)}` : ago(at, now)}
      </time>
      {post.version > 1 && post.updatedAt > at && <span className="byline__time">· edited</span>}
      <span className="byline__tags">
        {isNew && <span className="tag tag--new">New</span>}
        {post.pinned && (
          <span className="tag">
            <Icon name="pin" size={13} /> Pinned
          </span>
        )}
        {post.audience !== 'everybody' && <span className="tag">For {post.audience}</span>}
        {post.state !== 'published' && <span className="tag">{post.state}</span>}
      </span>
    </div>
  );
}
