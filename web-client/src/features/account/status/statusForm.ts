import { statusWords, type MyStatus, type Status } from '../../../lib/model/status';
import type { Dnd, Schedule } from '../../../lib/model/dnd';
import { localInput, timeOfInput } from '../../../lib/time/input';
import { endOfDay } from '../../../lib/time/words';

const MINUTE_MS = 60_000;

/** When a status ends, as one chooses it. */
export type Ending = 'never' | '30' | '60' | '240' | 'today' | 'date';

export const ENDINGS: readonly (readonly [Ending, string])[] = [
  ['never', 'Do not clear it'],
  ['30', 'After 30 minutes'],
  ['60', 'After 1 hour'],
  ['240', 'After 4 hours'],
  ['today', 'At the end of today'],
  ['date', 'At a time that I choose'],
];

/** A status as it stands in its form. */
export interface StatusInput {
  readonly emoji: string | undefined;
  readonly text: string;
  readonly ending: Ending;
  /** What the field of the time holds, where one is chosen. */
  readonly date: string;
}

export function inputOf(status: Status | undefined, now: number): StatusInput {
  return {
    emoji: status?.emoji,
    text: status?.text ?? '',
    ending: status?.until === undefined ? 'never' : 'date',
    date: localInput(status?.until ?? now + 60 * MINUTE_MS),
  };
}

/** What the server is sent of it. */
export function statusBody({ emoji, text, ending, date }: StatusInput, now: number): unknown {
  const until = endOf(ending, date, now);
  return {
    text: text.trim(),
    ...(emoji !== undefined && { emoji }),
    ...(until !== undefined && { until }),
  };
}

function endOf(ending: Ending, date: string, now: number): string | undefined {
  switch (ending) {
    case 'never':
      return undefined;
    case 'today':
      return new Date(endOfDay(now)).toISOString();
    case 'date':
      return timeOfInput(date);
    case '30':
    case '60':
    case '240':
      return new Date(now + Number(ending) * MINUTE_MS).toISOString();
  }
}

/** Why it cannot be sent; undefined where it can. */
export function statusProblem(input: StatusInput, now: number): string | undefined {
  const at = input.ending === 'date' ? Date.parse(input.date) : Infinity;
  if (Number.isNaN(at)) {
    return 'Choose a time';
  }
  return at <= now ? 'This time is over' : undefined;
}

export function isEmpty({ emoji, text }: StatusInput): boolean {
  return emoji === undefined && text.trim() === '';
}

/** Both parts stay unless they are changed: what is left out is off. */
export function dndBody({ until, schedule }: Dnd = {}): unknown {
  return {
    ...(until !== undefined && { until: new Date(until).toISOString() }),
    ...(schedule && { schedule }),
  };
}

export const DAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** Nights, as most people mean it, by the clock of this browser. */
export function usualSchedule(): Schedule {
  const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
  return { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00', zone };
}

/** What the menu says of a status that is set. */
export function setWords({ status }: MyStatus): string {
  return status ? statusWords(status) : 'Set a status';
}
