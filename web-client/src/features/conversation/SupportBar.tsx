import { decodeRoom, type Room } from '../../lib/model/rooms';
import { nothing } from '../../lib/http/api';
import { useSigned } from '../../lib/session/context';
import { Button } from '../../lib/ui/controls';
import { ActProblem } from '../../lib/ui/forms';
import { useAct } from '../../lib/ui/useAct';
import { useConversations } from './context';
import { isolated } from '../../lib/text/bidi';

/** Who works on a support room; agents take it and give it back. */
export function SupportBar({ room }: { room: Room }) {
  const { me, api } = useSigned();
  const conversations = useConversations();
  const act = useAct();
  const { claimedBy } = room;
  const path = `/rooms/${room.id}/claim`;
  const claim = async () => {
    await api.call({ method: 'PUT', path, decode: decodeRoom });
    conversations.loadSoon();
  };
  const release = async () => {
    await api.call({ method: 'DELETE', path, decode: nothing });
    conversations.loadSoon();
  };
  return (
    <div className="banner" role="status">
      <span>{words(claimedBy && isolated(claimedBy.displayName), claimedBy?.id === me.id)}</span>
      {me.role === 'ADMIN' && (
        <Button
          disabled={act.busy}
          onClick={() => {
            act.run(claimedBy ? release : claim);
          }}
        >
          {claimedBy ? 'Release' : 'Claim'}
        </Button>
      )}
      <ActProblem act={act} />
    </div>
  );
}

function words(agent: string | undefined, mine: boolean): string {
  if (agent === undefined) {
    return 'Nobody works on this yet.';
  }
  return mine ? 'You work on this.' : `${agent} works on this.`;
}
