import { useCallback, useState } from 'react';
import { useLoad } from '../../lib/http/useLoad';
import { decodeSessions, type Session } from '../../lib/model/account';
import type { ManagedPerson } from '../../lib/model/admin';
import { useSigned } from '../../lib/session/context';
import { Button, Failed, Spinner } from '../../lib/ui/controls';
import { Section } from '../../lib/ui/page';
import { SessionRows } from '../../lib/ui/SessionRows';
import { PersonDialog } from './PersonDialog';
import { ReasonDialog } from '../../lib/ui/ReasonDialog';
import { useApplied } from './useApplied';
import { isolated } from '../../lib/text/bidi';

/** Where a person is signed in. */
export function PersonSessions({
  person,
  round,
  onChanged,
}: {
  person: ManagedPerson;
  round: number;
  onChanged: () => void;
}) {
  const { api } = useSigned();
  const apply = useApplied();
  const path = `/admin/users/${person.id}/sessions`;
  const load = useCallback(
    (signal: AbortSignal) => api.get(path, decodeSessions, signal),
    [api, path],
  );
  const [sessions, again] = useLoad(load, round);
  const [ending, setEnding] = useState<Session | 'all'>();
  const close = () => {
    setEnding(undefined);
  };
  const changed = () => {
    again();
    onChanged();
  };
  return (
    <Section title="Sessions">
      {sessions.state === 'loading' && <Spinner label="Loading sessions" />}
      {sessions.state === 'failed' && <Failed message={sessions.message} onRetry={again} />}
      {sessions.state === 'ready' && sessions.value.length === 0 && <p>Signed in nowhere.</p>}
      {sessions.state === 'ready' && sessions.value.length > 0 && (
        <>
          <SessionRows
            sessions={sessions.value}
            actions={(session) => (
              <Button
                onClick={() => {
                  setEnding(session);
                }}
              >
                End
              </Button>
            )}
          />
          <div className="card__acts">
            <Button
              look="danger"
              onClick={() => {
                setEnding('all');
              }}
            >
              End all sessions
            </Button>
          </div>
        </>
      )}
      {ending === 'all' && (
        <PersonDialog act="endSessions" person={person} onDone={changed} onClose={close} />
      )}
      {ending !== undefined && ending !== 'all' && (
        <ReasonDialog
          title={`End a session of ${isolated(person.displayName)}`}
          text={`The session of ${ending.device} ends at once.`}
          confirm="End it"
          look="danger"
          onAct={async (reason) => {
            const one = `${path}/${ending.id}?reason=${encodeURIComponent(reason)}`;
            await apply({ method: 'DELETE', path: one }, 'The session has ended.');
            changed();
          }}
          onClose={close}
        />
      )}
    </Section>
  );
}
