import { DecodeError, asObject, list, optionalText, text } from './json';
import { time } from './events';

/** When somebody does not want to be disturbed: until a time, or at certain times of the week. */
export interface Dnd {
  readonly until?: number;
  readonly schedule?: Schedule;
}

export interface Schedule {
  /** The days on which it begins: 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** "22:00"; where `to` is not later, it ends on the next day. */
  readonly from: string;
  readonly to: string;
  /** The zone whose clock is meant: "Europe/Berlin". */
  readonly zone: string;
}

/** Undefined where it is off. */
export function dndOf(value: unknown): Dnd | undefined {
  if (!isThere(value)) {
    return undefined;
  }
  const from = asObject(value);
  const until = optionalText(from, 'until');
  const schedule = from['schedule'];
  return {
    ...(until !== undefined && { until: time(until) }),
    ...(isThere(schedule) && { schedule: decodeSchedule(schedule) }),
  };
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function decodeSchedule(value: unknown): Schedule {
  const from = asObject(value);
  return {
    days: list(from['days'], dayOf),
    from: clockOf(text(from, 'from')),
    to: clockOf(text(from, 'to')),
    zone: text(from, 'zone'),
  };
}

function dayOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 7) {
    return value;
  }
  throw new DecodeError('a day of the week was expected');
}

/** Hours and minutes; the server may write seconds as well. */
function clockOf(words: string): string {
  const clock = /^(\d\d:\d\d)(?::\d\d)?$/.exec(words)?.[1];
  if (clock === undefined) {
    throw new DecodeError('a time of day was expected');
  }
  return clock;
}

/** Whether somebody does not want to be disturbed at a moment. Nothing has to fire for it to begin or end. */
export function isDndAt(dnd: Dnd | undefined, at: number): boolean {
  const { until = -Infinity, schedule } = dnd ?? {};
  return at < until || (schedule !== undefined && isScheduledAt(schedule, at));
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** It may have begun yesterday and go on. In a zone that this browser does not know it never holds. */
function isScheduledAt({ days, from, to, zone }: Schedule, at: number): boolean {
  const clock = clockOfZone(zone);
  if (!clock) {
    return false;
  }
  const today = Math.floor(wallOf(clock, at) / DAY_MS);
  return [today - 1, today].some((day) => {
    const lastDay = to > from ? day : day + 1;
    const begin = momentOf(clock, day * DAY_MS + millisOf(from));
    const end = momentOf(clock, lastDay * DAY_MS + millisOf(to));
    return days.includes(weekdayOf(day)) && at >= begin && at < end;
  });
}

/** Of a day since 1970-01-01, which was a Thursday. */
function weekdayOf(day: number): number {
  return ((day + 3) % 7) + 1;
}

function millisOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** What clock and calendar of a zone show, to the minute, as if it were UTC. */
function wallOf(clock: Intl.DateTimeFormat, at: number): number {
  const parts = clock.formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}

/**
 * When a clock shows that: the first time where it shows it twice; where it is put forward over that,
 * as much later.
 */
function momentOf(clock: Intl.DateTimeFormat, wall: number): number {
  const by = (around: number) => wall - (wallOf(clock, around) - around);
  const first = by(wall - DAY_MS);
  const second = by(wall + DAY_MS);
  return wallOf(clock, first) !== wall && wallOf(clock, second) === wall ? second : first;
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

function clockOfZone(zone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(zone)) {
    clocks.set(zone, newClock(zone));
  }
  return clocks.get(zone);
}

function newClock(timeZone: string): Intl.DateTimeFormat | undefined {
  const date = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...date, ...time, timeZone });
  } catch {
    return undefined;
  }
}
