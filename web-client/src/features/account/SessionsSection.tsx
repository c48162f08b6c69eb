import { useCallback } from 'react';
import { nothing } from '../../lib/http/api';
import { useLoad } from '../../lib/http/useLoad';
import { decodeSessions } from '../../lib/model/account';
import { useSigned } from '../../lib/session/context';
import { Button, Failed, Spinner } from '../../lib/ui/controls';
import { ActProblem } from '../../lib/ui/forms';
import { Section } from '../../lib/ui/page';
import { SessionRows } from '../../lib/ui/SessionRows';
import { useAct } from '../../lib/ui/useAct';

export function SessionsSection() {
  const { api } = useSigned();
  const load = useCallback(
    (signal: AbortSignal) => api.get('/auth/sessions', decodeSessions, signal),
    [api],
  );
  const [sessions, again] = useLoad(load);
  const act = useAct();
  const end = (path: string) => {
    act.run(async () => {
      await api.call({ method: 'DELETE', path, decode: nothing });
      again();
    });
  };
  return (
    <Section title="Sessions" text="Where you are signed in. What you do not know, end.">
      {sessions.state === 'loading' && <Spinner label="Loading sessions" />}
      {sessions.state === 'failed' && <Failed message={sessions.message} onRetry={again} />}
      {sessions.state === 'ready' && (
        <SessionRows
          sessions={sessions.value}
          actions={(session) =>
            !session.current && (
              <Button
                disabled={act.busy}
                onClick={() => {
                  end(`/auth/sessions/${session.id}`);
                }}
              >
                End
              </Button>
            )
          }
        />
      )}
      <ActProblem act={act} />
      <div className="card__acts">
        <Button
          disabled={act.busy}
          onClick={() => {
            end('/auth/sessions');
          }}
        >
          End all others
        </Button>
        <Button
          look="danger"
          disabled={act.busy}
          onClick={() => {
            end('/auth/sessions?all=true');
          }}
        >
          Sign out everywhere
        </Button>
      </div>
    </Section>
  );
}
