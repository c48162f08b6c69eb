import { useState } from 'react';
import { usePages } from '../../lib/http/usePages';
import { withQuery } from '../../lib/http/query';
import { decodeManagedPerson, type ManagedPerson } from '../../lib/model/admin';
import { useSigned } from '../../lib/session/context';
import { useRefresh } from '../../lib/time/useRefresh';
import { useSettled } from '../../lib/time/useSettled';
import { Icon } from '../../lib/ui/Icon';
import { Page } from '../../lib/ui/page';
import { PersonAvatar } from '../../lib/ui/PresenceDot';
import { Rows } from '../../lib/ui/rows';
import { AdminNav } from './AdminNav';
import { Choice } from '../../lib/ui/Choice';
import { bannedWords } from './words';
import { Name } from '../../lib/ui/names';

const REFRESH_MS = 15_000;

/** Everybody with an account, to be found and managed. */
export function PeoplePage() {
  const { api } = useSigned();
  const [query, setQuery] = useState('');
  const [role, setRole] = useState('');
  const [banned, setBanned] = useState('');
  const q = useSettled(query.trim());
  const path = withQuery('/admin/users', { q, role, banned });
  const { loaded, more, again } = usePages(api, path, decodeManagedPerson, useRefresh(REFRESH_MS));
  return (
    <Page title="People" subtitle="Administration">
      <AdminNav open="#/people" />
      <div className="filters">
        <label className="search">
          <Icon name="search" size={18} />
          <input
            type="search"
            aria-label="Find an account"
            placeholder="Name or username"
            maxLength={64}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
            }}
          />
        </label>
        <Choice
          label="Role"
          value={role}
          onChange={setRole}
          choices={[
            ['', 'All'],
            ['ADMIN', 'Admins'],
            ['USER', 'Users'],
          ]}
        />
        <Choice
          label="Banned"
          value={banned}
          onChange={setBanned}
          choices={[
            ['', 'All'],
            ['true', 'Banned'],
            ['false', 'Not banned'],
          ]}
        />
      </div>
      <Rows
        loaded={loaded}
        again={again}
        more={more}
        label="Accounts"
        loading="Loading people"
        empty="Nobody fits."
        keyOf={({ id }) => id}
        className=""
      >
        {(person) => <PersonRow person={person} />}
      </Rows>
    </Page>
  );
}

function PersonRow({ person }: { person: ManagedPerson }) {
  return (
    <a className="row row--link" href={`#/people/${person.id}`}>
      <PersonAvatar id={person.id} name={person.displayName} />
      <span className="row__text">
        <span className="row__title">
          <Name person={person} />
          {person.role === 'ADMIN' && <span className="tag">Admin</span>}
          {person.bannedUntil !== undefined && <span className="tag tag--danger">Banned</span>}
        </span>
        <span className="row__note">
          @{person.username}
          {person.bannedUntil !== undefined && ` · ${bannedWords(person.bannedUntil)}`}
        </span>
      </span>
    </a>
  );
}
