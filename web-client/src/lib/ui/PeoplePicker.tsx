import { useMemo, useState } from 'react';
import type { Person } from '../model/people';
import { Avatar } from './Avatar';
import { Icon } from './Icon';

/** Above this a list is searched, not scrolled. */
const MOST_SHOWN = 100;

/** A list of people to search; choosing one ticks it or goes there, as the caller has it. */
export function PeoplePicker({
  people,
  chosen,
  onChoose,
  label,
  nobody,
}: {
  people: readonly Person[];
  /** Undefined where choosing goes somewhere instead of ticking. */
  chosen?: ReadonlySet<string>;
  onChoose: (person: Person) => void;
  label: string;
  nobody: string;
}) {
  const [query, setQuery] = useState('');
  const found = useMemo(() => matching(people, query), [people, query]);
  return (
    <div className="picker">
      <label className="search">
        <Icon name="search" size={18} />
        <input
          type="search"
          autoFocus={chosen === undefined}
          aria-label={label}
          placeholder={label}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
          }}
        />
      </label>
      {found.length === 0 ? (
        <p className="picker__nobody">{query === '' ? nobody : 'Nobody of that name.'}</p>
      ) : (
        <ul className="picker__list" aria-label="People">
          {found.slice(0, MOST_SHOWN).map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className="person"
                aria-pressed={chosen?.has(person.id)}
                onClick={() => {
                  onChoose(person);
                }}
              >
                <PersonLine person={person} />
                {chosen && (
                  <span className="person__tick">
                    {chosen.has(person.id) && <Icon name="check" size={16} />}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function PersonLine({ person }: { person: Person }) {
  return (
    <>
      <Avatar id={person.id} name={person.displayName} />
      <span className="person__names">
        <span className="person__name">
          {person.displayName}
          {person.role === 'ADMIN' && <span className="tag">Admin</span>}
        </span>
        <span className="person__username">@{person.username}</span>
      </span>
    </>
  );
}

function matching(people: readonly Person[], query: string): Person[] {
  const wanted = query.trim().toLocaleLowerCase();
  return people
    .filter((person) =>
      `${person.displayName} ${person.username}`.toLocaleLowerCase().includes(wanted),
    )
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
}
