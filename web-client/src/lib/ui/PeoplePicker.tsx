import { useMemo, useState, type KeyboardEvent } from 'react';
import { withQuery } from '../http/query';
import { usePages } from '../http/usePages';
import { decodePerson, type Person } from '../model/people';
import { useSigned } from '../session/context';
import { useSettled } from '../time/useSettled';
import { Icon } from './Icon';
import { isComposing } from './keys';
import { PersonLine } from './names';
import { Rows } from './rows';

const LONGEST_QUERY = 64;
const PAGE = '50';
const EVERYBODY = {};

/**
 * People to search: the server finds them, so that nobody is out of reach however many there are.
 * Choosing one ticks it or goes there, as the caller has it.
 */
export function PeoplePicker({
  from = '/users',
  parameters = EVERYBODY,
  fits,
  chosen,
  onChoose,
  label,
  nobody,
}: {
  /** The list that is searched. */
  from?: string;
  parameters?: Readonly<Record<string, string>>;
  /** Who may be chosen of those that are found. */
  fits: (person: Person) => boolean;
  /** Undefined where choosing goes somewhere instead of ticking. */
  chosen?: ReadonlySet<string>;
  onChoose: (person: Person) => void;
  label: string;
  /** Said where there is nobody at all. */
  nobody: string;
}) {
  const { api } = useSigned();
  const [query, setQuery] = useState('');
  const q = useSettled(query.trim());
  const path = withQuery(from, { ...parameters, q, limit: PAGE });
  const { loaded, more, again } = usePages(api, path, decodePerson);
  const found = useMemo(
    () =>
      loaded.state === 'ready'
        ? { ...loaded, value: loaded.value.filter((each) => fits(each)) }
        : loaded,
    [loaded, fits],
  );
  return (
    <div className="picker" onKeyDown={moveFocus}>
      <label className="search">
        <Icon name="search" size={18} />
        <input
          type="search"
          dir="auto"
          data-first={chosen === undefined || undefined}
          aria-label={label}
          placeholder={label}
          maxLength={LONGEST_QUERY}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
          }}
        />
      </label>
      <div className="picker__list">
        <Rows
          loaded={found}
          again={again}
          more={more}
          label="People"
          loading="Looking for people"
          empty={q === '' ? nobody : 'Nobody of that name.'}
          keyOf={({ id }) => id}
          className=""
        >
          {(person) => (
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
          )}
        </Rows>
      </div>
    </div>
  );
}

/** Arrow keys go through what is found, and back to the search; Enter there sends no form around it. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    event.preventDefault();
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || isComposing(event)) {
    return;
  }
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = stops[at + step];
  if (at >= 0 && next) {
    event.preventDefault();
    next.focus();
  }
}
