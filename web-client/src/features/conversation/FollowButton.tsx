import { useCallback } from 'react';
import { messageOf, nothing } from '../../lib/http/api';
import { withQuery } from '../../lib/http/query';
import { useLoad } from '../../lib/http/useLoad';
import { decodeFollowing } from '../../lib/model/threads';
import { useSigned } from '../../lib/session/context';
import { useSettled } from '../../lib/time/useSettled';
import { Button } from '../../lib/ui/controls';
import { useToast } from '../../lib/ui/toasts';
import { useAct } from '../../lib/ui/useAct';
import { useDrawn } from './context';

/** Many answers in a row are one reason to ask anew. */
const SETTLED_MS = 500;

/** Says whether I follow a thread in which something was said, and changes that. */
export function FollowButton({ roomId, root }: { roomId: string; root: number }) {
  const { api } = useSigned();
  const say = useToast();
  const act = useAct();
  const path = `/rooms/${roomId}/threads/${root}`;
  const load = useCallback(
    (signal: AbortSignal) => api.get(withQuery(path, { limit: '1' }), decodeFollowing, signal),
    [api, path],
  );
  // Who answers, or is mentioned in an answer, follows from then on
  const [loaded, again] = useLoad(load, useSettled(useNewest(roomId, root), SETTLED_MS));
  if (loaded.state !== 'ready' || loaded.value === undefined) {
    return null;
  }
  const follows = loaded.value;
  const change = async () => {
    const method = follows ? 'DELETE' : 'PUT';
    try {
      await api.call({ method, path: `${path}/following`, decode: nothing });
      again();
    } catch (error) {
      say({ text: messageOf(error) });
    }
  };
  return (
    <Button
      look="quiet"
      icon={follows ? 'check' : 'plus'}
      busy={act.busy}
      aria-pressed={follows}
      title={follows ? 'You follow this thread' : 'Find this thread among those that you follow'}
      onClick={() => {
        act.run(change);
      }}
    >
      Follow
    </Button>
  );
}

/** The seq of the newest message of a thread that has come since the room was opened. */
function useNewest(roomId: string, root: number): number | undefined {
  const [{ events }] = useDrawn(roomId);
  return events.findLast(({ content }) => content.kind === 'message' && content.threadRoot === root)
    ?.seq;
}
