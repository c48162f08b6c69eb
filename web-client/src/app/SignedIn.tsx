import { useEffect, useState } from 'react';
import { ConversationsContext } from '../features/conversation/context';
import { PostsContext } from '../features/posts/context';
import { PresenceContext } from '../lib/presence/context';
import { useSigned } from '../lib/session/context';
import { Failed, Spinner } from '../lib/ui/controls';
import { useToast } from '../lib/ui/toasts';
import { routeOf, type Route } from './router';
import type { Services } from './services';
import { Shell } from './Shell';
import { openWorkspace, type Workspace } from './workspace';
import { isolated } from '../lib/text/bidi';

/** Opens everything that is live when a person signs in, and closes it when the person leaves. */
export function SignedIn({
  services,
  route,
  onRevoked,
}: {
  services: Services;
  route: Route;
  onRevoked: () => void;
}) {
  const { me } = useSigned();
  const myId = me.id;
  const say = useToast();
  const [workspace, setWorkspace] = useState<Workspace>();
  const [round, setRound] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let opened: Workspace | undefined;
    openWorkspace(services, myId, {
      onPublished: (post) => {
        // The list itself shows or announces what is new
        if (routeOf(window.location.hash).page === 'posts') {
          return;
        }
        say({
          text: `New post: ${isolated(post.title)}`,
          link: { href: `#/posts/${post.id}`, label: 'Read' },
        });
      },
      onRevoked,
    }).then(
      (ready) => {
        if (gone) {
          ready.close();
        } else {
          opened = ready;
          setWorkspace(ready);
        }
      },
      () => {
        setFailed(true);
      },
    );
    return () => {
      gone = true;
      opened?.close();
    };
  }, [services, myId, say, onRevoked, round]);

  if (!workspace) {
    return (
      <main className="pane pane--center">
        {failed ? (
          <Failed
            message="Parley could not be opened."
            onRetry={() => {
              setFailed(false);
              setRound((before) => before + 1);
            }}
          />
        ) : (
          <Spinner label="Opening Parley" />
        )}
      </main>
    );
  }
  return (
    <ConversationsContext value={workspace.conversations}>
      <PostsContext value={workspace.posts}>
        <PresenceContext value={workspace.presence}>
          <Shell route={route} />
        </PresenceContext>
      </PostsContext>
    </ConversationsContext>
  );
}
