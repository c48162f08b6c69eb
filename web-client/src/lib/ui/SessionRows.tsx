import type { ReactNode } from 'react';
import type { Session } from '../model/account';
import { ago } from '../time/words';
import { useNow } from '../time/useNow';

/** Where somebody is signed in, the last used first. */
export function SessionRows({
  sessions,
  actions,
}: {
  sessions: readonly Session[];
  actions: (session: Session) => ReactNode;
}) {
  const now = useNow(60_000);
  const sorted = sessions.toSorted((a, b) => b.lastUsedAt - a.lastUsedAt);
  return (
    <ul className="rows" aria-label="Sessions">
      {sorted.map((session) => (
        <li key={session.id} className="row">
          <span className="row__text">
            <span className="row__title">
              {session.device}
              {session.current && <span className="tag">This one</span>}
            </span>
            <span className="row__note">
              Used {ago(session.lastUsedAt, now)} · since {ago(session.createdAt, now)}
            </span>
          </span>
          {actions(session)}
        </li>
      ))}
    </ul>
  );
}
