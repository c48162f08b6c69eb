import { useCallback, useState } from 'react';
import { ApiError, messageOf, nothing, type Api } from '../../lib/http/api';
import { useLoad } from '../../lib/http/useLoad';
import { decodePost, type Post } from '../../lib/model/posts';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { Button, Empty, Failed, FormProblem, Spinner } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { Icon } from '../../lib/ui/Icon';
import { SafeHtml } from '../../lib/ui/SafeHtml';
import { usePosts } from './context';
import { PostByline } from './PostsPage';

/** One post. It changes under the reader's eyes when it is edited. */
export function PostPage({
  postId,
  onEdit,
  onGone,
}: {
  postId: string;
  onEdit: () => void;
  onGone: () => void;
}) {
  const feed = usePosts();
  const { state, board } = useStore(feed.state);
  const known = board.posts.get(postId);
  return (
    <section className="pane" aria-label={known?.title ?? 'Post'}>
      <header className="pane__head">
        <a className="icon-button" href="#/posts" aria-label="Back to all posts">
          <Icon name="back" />
        </a>
        <p className="pane__titles pane__subtitle">All posts</p>
        {known && <Actions post={known} onEdit={onEdit} onGone={onGone} />}
      </header>
      <div className="posts">
        {known && <Article post={known} />}
        {!known && state === 'loading' && <Spinner label="Loading the post" />}
        {!known && state !== 'loading' && <FetchedPost postId={postId} />}
      </div>
    </section>
  );
}

function Article({ post }: { post: Post }) {
  return (
    <article className="post">
      <PostByline post={post} />
      <h1 className="post__title" dir="auto">
        {post.title}
      </h1>
      <SafeHtml html={post.html} />
    </article>
  );
}

/** A link to a post that is further back than the list goes. */
function FetchedPost({ postId }: { postId: string }) {
  const { api } = useSigned();
  const load = useCallback(() => readPost(api, postId), [api, postId]);
  const [loaded, again] = useLoad(load);
  switch (loaded.state) {
    case 'loading':
      return <Spinner label="Loading the post" />;
    case 'failed':
      return <Failed message={loaded.message} onRetry={again} />;
    case 'ready':
      return loaded.value ? (
        <Article post={loaded.value} />
      ) : (
        <Empty icon="info" title="This post is not there">
          It may have been deleted or withdrawn.
        </Empty>
      );
  }
}

function Actions({ post, onEdit, onGone }: { post: Post; onEdit: () => void; onGone: () => void }) {
  const { me } = useSigned();
  const [deleting, setDeleting] = useState(false);
  if (me.role !== 'ADMIN') {
    return null;
  }
  return (
    <>
      <Button icon="edit" onClick={onEdit}>
        Edit
      </Button>
      <Button
        icon="trash"
        onClick={() => {
          setDeleting(true);
        }}
      >
        Delete
      </Button>
      {deleting && (
        <DeleteDialog
          post={post}
          onDeleted={onGone}
          onClose={() => {
            setDeleting(false);
          }}
        />
      )}
    </>
  );
}

function DeleteDialog({
  post,
  onDeleted,
  onClose,
}: {
  post: Post;
  onDeleted: () => void;
  onClose: () => void;
}) {
  const { api } = useSigned();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const remove = () => {
    setBusy(true);
    api
      .call({ method: 'DELETE', path: `/posts/${post.id}`, decode: nothing })
      .then(onDeleted, (error: unknown) => {
        setProblem(messageOf(error));
        setBusy(false);
      });
  };
  return (
    <Dialog title="Delete this post?" onClose={onClose}>
      <p>“{post.title}” disappears for everybody. This cannot be undone.</p>
      <FormProblem message={problem} />
      <div className="dialog__foot">
        <Button data-first onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" busy={busy} onClick={remove}>
          Delete
        </Button>
      </div>
    </Dialog>
  );
}

async function readPost(api: Api, postId: string): Promise<Post | undefined> {
  try {
    return await api.get(`/posts/${postId}`, decodePost);
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) {
      return undefined;
    }
    throw error;
  }
}
