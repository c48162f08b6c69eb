import { useState } from 'react';
import { withQuery } from '../../lib/http/query';
import { usePages } from '../../lib/http/usePages';
import {
  AUDIT_ACTIONS,
  decodeAuditEntry,
  type AuditEntry,
  type Named,
} from '../../lib/model/admin';
import { useSigned } from '../../lib/session/context';
import { fullTime } from '../../lib/time/words';
import { useRefresh } from '../../lib/time/useRefresh';
import { Button } from '../../lib/ui/controls';
import { Page } from '../../lib/ui/page';
import { Rows } from '../../lib/ui/rows';
import { AdminNav } from './AdminNav';
import { Choice } from '../../lib/ui/Choice';
import { isolated } from '../../lib/text/bidi';

const REFRESH_MS = 15_000;
const ACTIONS = [['', 'All acts'] as const, ...Object.entries(AUDIT_ACTIONS)];

interface Filter {
  readonly kind: 'actor' | 'subject';
  readonly who: Named;
}

/** What admins have done: who, what, to whom, when and why. */
export function AuditPage() {
  const { api } = useSigned();
  const [action, setAction] = useState('');
  const [filter, setFilter] = useState<Filter>();
  const path = withQuery('/admin/audit', {
    action,
    ...(filter && { [filter.kind]: filter.who.id }),
  });
  const { loaded, more, again } = usePages(api, path, decodeAuditEntry, useRefresh(REFRESH_MS));
  return (
    <Page title="Audit log" subtitle="Administration">
      <AdminNav open="#/audit" />
      <div className="filters">
        <Choice label="Act" value={action} onChange={setAction} choices={ACTIONS} />
        {filter && (
          <Button
            icon="close"
            onClick={() => {
              setFilter(undefined);
            }}
          >
            {`${filter.kind === 'actor' ? 'By' : 'About'} ${isolated(filter.who.displayName)}`}
          </Button>
        )}
      </div>
      <Rows
        loaded={loaded}
        again={again}
        more={more}
        label="Acts"
        loading="Loading the log"
        empty="Nothing of that kind."
        keyOf={({ id }) => id}
      >
        {(entry) => <EntryRow entry={entry} onFilter={setFilter} />}
      </Rows>
    </Page>
  );
}

function EntryRow({ entry, onFilter }: { entry: AuditEntry; onFilter: (filter: Filter) => void }) {
  const { actor, subject } = entry;
  return (
    <span className="row__text">
      <span className="row__title">
        {AUDIT_ACTIONS[entry.action] ?? entry.action}
        {subject && (
          <button
            type="button"
            className="link"
            onClick={() => {
              onFilter({ kind: 'subject', who: subject });
            }}
          >
            <bdi>{subject.displayName}</bdi> (@{subject.username})
          </button>
        )}
      </span>
      {entry.reason !== undefined && <span>“{entry.reason}”</span>}
      <span className="row__note">
        {fullTime(entry.at)} ·{' '}
        {actor ? (
          <button
            type="button"
            className="link"
            onClick={() => {
              onFilter({ kind: 'actor', who: actor });
            }}
          >
            <bdi title={`@${actor.username}`}>{actor.displayName}</bdi>
          </button>
        ) : (
          'the service itself'
        )}
        {entry.details !== undefined && ` · ${entry.details}`}
      </span>
    </span>
  );
}
