import { describe, expect, it } from 'vitest';
import { SEEDS, numbersFrom } from '../../testing/random';
import { dndOf, isDndAt, type Schedule } from './dnd';

const at = (words: string) => Date.parse(words);
const on = (schedule: Partial<Schedule>, when: string) =>
  isDndAt(
    { schedule: { days: [1, 2, 3, 4, 5], from: '22:00', to: '07:00', zone: 'UTC', ...schedule } },
    at(when),
  );

describe('do not disturb', () => {
  it('is off where nothing is set, and ends by itself', () => {
    const dnd = dndOf({ until: '2026-11-02T10:00:00Z' });

    expect(dndOf(undefined)).toBeUndefined();
    expect(isDndAt(undefined, at('2026-11-02T09:00:00Z'))).toBe(false);
    expect(isDndAt(dnd, at('2026-11-02T09:59:59Z'))).toBe(true);
    expect(isDndAt(dnd, at('2026-11-02T10:00:00Z'))).toBe(false);
  });

  it('goes on over midnight, into a day on which it does not begin', () => {
    // 2026-11-06 is a Friday
    expect(on({}, '2026-11-06T21:59:00Z')).toBe(false);
    expect(on({}, '2026-11-06T22:00:00Z')).toBe(true);
    expect(on({}, '2026-11-07T06:59:00Z')).toBe(true);
    expect(on({}, '2026-11-07T07:00:00Z')).toBe(false);
    expect(on({}, '2026-11-07T23:00:00Z')).toBe(false);
    expect(on({}, '2026-11-09T01:00:00Z')).toBe(false);
  });

  it('ends on the same day where it ends later than it begins', () => {
    const lunch = { from: '12:00', to: '13:30' };

    expect(on(lunch, '2026-11-06T12:00:00Z')).toBe(true);
    expect(on(lunch, '2026-11-06T13:30:00Z')).toBe(false);
    expect(on(lunch, '2026-11-07T12:30:00Z')).toBe(false);
  });

  it('goes by the clock of its zone, also where that is changed', () => {
    const night = { days: [6], zone: 'Europe/Berlin' };

    // In the night to Sunday 2026-10-25 the clock goes back from 3 to 2
    expect(on(night, '2026-10-24T19:59:00Z')).toBe(false);
    expect(on(night, '2026-10-24T20:00:00Z')).toBe(true);
    expect(on(night, '2026-10-25T05:59:00Z')).toBe(true);
    expect(on(night, '2026-10-25T06:00:00Z')).toBe(false);
  });

  it('begins and ends later by as much as the clock is put forward over that', () => {
    // In the night to Sunday 2026-03-29 the clock goes from 2 to 3, which is 01:00 in UTC
    const early = { days: [7], from: '02:30', to: '05:00', zone: 'Europe/Berlin' };
    expect(on(early, '2026-03-29T01:29:00Z')).toBe(false);
    expect(on(early, '2026-03-29T01:30:00Z')).toBe(true);
    expect(on(early, '2026-03-29T03:00:00Z')).toBe(false);

    // In the night to Sunday 2026-10-25 it shows 02:30 twice, first at 00:30
    expect(on(early, '2026-10-25T00:30:00Z')).toBe(true);
    expect(on(early, '2026-10-25T03:59:00Z')).toBe(true);
    expect(on(early, '2026-10-25T04:00:00Z')).toBe(false);
  });

  it('never holds in a zone that nobody knows', () => {
    expect(on({ from: '00:00', to: '00:00', zone: 'Moon/Base' }, '2026-11-06T12:00:00Z')).toBe(
      false,
    );
  });

  it('holds by its schedule, and by its time as well', () => {
    const schedule = { days: [5], from: '12:00', to: '13:00', zone: 'UTC' };
    const dnd = { until: at('2026-11-06T09:00:00Z'), schedule };

    expect(isDndAt(dnd, at('2026-11-06T08:00:00Z'))).toBe(true);
    expect(isDndAt(dnd, at('2026-11-06T10:00:00Z'))).toBe(false);
    expect(isDndAt(dnd, at('2026-11-06T12:30:00Z'))).toBe(true);
  });

  it('is read from what the server writes, with or without seconds', () => {
    const schedule = { days: [1, 7], from: '22:00:00', to: '07:00', zone: 'Asia/Kolkata' };

    expect(dndOf({ schedule })?.schedule?.from).toBe('22:00');
    expect(() => dndOf({ schedule: { ...schedule, days: [8] } })).toThrow();
    expect(() => dndOf({ schedule: { ...schedule, to: 'late' } })).toThrow();
  });

  it.each(SEEDS)('lasts as long as its clock says, on the days that it has (%i)', (seed) => {
    const random = numbersFrom(seed);
    const clock = () => Math.floor(random() * 1_440);
    const [begin, end] = [clock(), clock()];
    const words = (minute: number) =>
      [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
    const days = [1, 2, 3, 4, 5, 6, 7].filter(() => random() < 0.5);
    const schedule: Schedule = { days, from: words(begin), to: words(end), zone: 'UTC' };
    // A week from a Monday, minute by minute
    const monday = at('2026-11-02T00:00:00Z');
    let minutes = 0;
    for (let minute = 0; minute < 7 * 1_440; minute++) {
      minutes += isDndAt({ schedule }, monday + minute * 60_000) ? 1 : 0;
    }

    const length = end > begin ? end - begin : end - begin + 1_440;
    expect(minutes).toBe(days.length * length);
  });
});
