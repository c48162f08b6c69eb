import { useCallback } from 'react';
import { allOf } from '../../lib/http/pages';
import { useLoad } from '../../lib/http/useLoad';
import { decodeQueue, type SupportQueue } from '../../lib/model/queues';
import { decodeRoom, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useRefresh } from '../../lib/time/useRefresh';
import { Button, Empty, Failed, Spinner } from '../../lib/ui/controls';
import { ActProblem } from '../../lib/ui/forms';
import { Page, Section } from '../../lib/ui/page';
import { useAct } from '../../lib/ui/useAct';
import { WaitingRooms } from './WaitingRooms';

const REFRESH_MS = 15_000;

/** Where users ask for help, and agents find who waits. */
export function SupportPage({
  version,
  onOpened,
}: {
  /** Grows when a support room changes. */
  version: number;
  onOpened: (room: Room) => void;
}) {
  const { me, api } = useSigned();
  const load = useCallback(
    (signal: AbortSignal) => allOf(api, '/support/queues', decodeQueue, { signal }),
    [api],
  );
  const round = useRefresh(REFRESH_MS);
  const [queues, again] = useLoad(load, round);
  const isAdmin = me.role === 'ADMIN';
  const mine = (queue: SupportQueue) => !isAdmin || queue.agents.includes(me.id);
  return (
    <Page
      title="Support"
      subtitle={isAdmin ? 'Who waits for an answer' : 'Ask, and an admin answers'}
    >
      {queues.state === 'loading' && <Spinner label="Loading" />}
      {queues.state === 'failed' && <Failed message={queues.message} onRetry={again} />}
      {queues.state === 'ready' && !queues.value.some(mine) && (
        <Empty
          icon="support"
          title={isAdmin ? 'You answer in no queue' : 'There is no support yet'}
        >
          {isAdmin
            ? 'Queues are made on the pages of administration.'
            : 'Write to an admin instead.'}
        </Empty>
      )}
      {queues.state === 'ready' &&
        queues.value
          .filter(mine)
          .map((queue) =>
            isAdmin ? (
              <WaitingRooms key={queue.id} queue={queue} version={version + round} />
            ) : (
              <AskSection key={queue.id} queue={queue} onOpened={onOpened} />
            ),
          )}
    </Page>
  );
}

function AskSection({ queue, onOpened }: { queue: SupportQueue; onOpened: (room: Room) => void }) {
  const { api } = useSigned();
  const act = useAct();
  return (
    <Section title={queue.name}>
      <ActProblem act={act} />
      <div className="card__acts">
        <Button
          look="primary"
          busy={act.busy}
          onClick={() => {
            act.run(async () => {
              const path = `/support/queues/${queue.id}/room`;
              onOpened(await api.call({ method: 'POST', path, decode: decodeRoom }));
            });
          }}
        >
          Ask for support
        </Button>
      </div>
    </Section>
  );
}
