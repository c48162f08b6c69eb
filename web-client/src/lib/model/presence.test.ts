import { describe, expect, it } from 'vitest';
import { SEEDS, numbersFrom } from '../../testing/random';
import {
  NOBODY_KNOWN,
  afterLoss,
  afterPresence,
  decodePresence,
  shownOf,
  type PresenceNotice,
  type Presences,
} from './presence';

const NOW = Date.UTC(2026, 10, 1, 9);

function told(known: Presences, ...frames: object[]): Presences {
  return frames.reduce<Presences>((before, frame) => {
    const notice = decodePresence(frame as Record<string, unknown>);
    return notice ? afterPresence(before, notice) : before;
  }, known);
}

const frame = (users: object[], more: object = {}) => ({ type: 'presence', users, ...more });
const stateOf = (known: Presences, id: string) => shownOf(known, id, NOW)?.state;

describe('who is there', () => {
  const known = told(
    NOBODY_KNOWN,
    frame(
      [
        { id: 'ann', state: 'online', dnd: true },
        { id: 'bob', state: 'offline', lastSeen: '2026-11-01T08:00:00Z' },
      ],
      { full: true },
    ),
  );

  it('is what the newest frame says of somebody', () => {
    const later = told(known, frame([{ id: 'bob', state: 'away' }]));

    expect(shownOf(later, 'ann', NOW)).toEqual({ state: 'online', dnd: true });
    expect(shownOf(later, 'bob', NOW)).toEqual({ state: 'away' });
  });

  it('is not told of who may not be seen, or not any more', () => {
    expect(stateOf(known, 'eve')).toBeUndefined();
    expect(stateOf(told(known, frame([], { removed: ['ann'] })), 'ann')).toBeUndefined();
    expect(stateOf(told(known, frame([], { full: true })), 'ann')).toBeUndefined();
  });

  it('is not known while the server does not know it, or the connection is away', () => {
    const delayed = told(known, { type: 'presence.delayed' });
    expect([stateOf(delayed, 'ann'), stateOf(delayed, 'bob')]).toEqual(['unknown', 'unknown']);
    const restored = told(delayed, { type: 'presence.restored' });
    expect([stateOf(restored, 'ann'), stateOf(restored, 'bob')]).toEqual(['online', 'offline']);

    const lost = afterLoss(known);
    expect(stateOf(lost, 'bob')).toBe('unknown');
    expect(stateOf(told(lost, frame([{ id: 'bob', state: 'online' }])), 'bob')).toBe('unknown');
    const back = told(lost, frame([{ id: 'bob', state: 'online' }], { full: true }));
    expect(stateOf(back, 'bob')).toBe('online');
  });

  it('has a status until that ends', () => {
    const status = { text: 'Lunch', emoji: '🍕', until: '2026-11-01T09:30:00Z' };
    const eating = told(known, frame([{ id: 'ann', state: 'away', status }]));

    expect(shownOf(eating, 'ann', NOW)?.status).toMatchObject({ text: 'Lunch', emoji: '🍕' });
    expect(shownOf(eating, 'ann', NOW + 30 * 60_000)?.status).toBeUndefined();
  });

  it('takes no word that it does not know for "offline"', () => {
    expect(stateOf(told(known, frame([{ id: 'ann', state: 'dozing' }])), 'ann')).toBe('unknown');
    expect(decodePresence({ type: 'presence.new' })).toBeUndefined();
  });

  it.each(SEEDS)('never says "offline" where that is not certain (%i)', (seed) => {
    const random = numbersFrom(seed);
    const ids = ['ann', 'bob', 'cleo'];
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const states = ['online', 'away', 'offline', 'unknown'] as const;
    let all = NOBODY_KNOWN;
    let isLive = false;
    let isDelayed = false;
    const last = new Map<string, string>();
    for (let step = 0; step < 60; step++) {
      const dice = random();
      if (dice < 0.1) {
        all = afterLoss(all);
        [isLive, isDelayed] = [false, false];
      } else if (dice < 0.25) {
        isDelayed = random() < 0.5;
        all = afterPresence(all, { type: isDelayed ? 'delayed' : 'restored' });
      } else {
        const isFull = random() < 0.3;
        const people = ids
          .filter(() => random() < 0.6)
          .map((id) => [id, { state: pick(states) }] as const);
        const removed = isFull ? [] : ids.filter((id) => !people.some(([each]) => each === id));
        const notice: PresenceNotice = { type: 'presence', isFull, people, removed };
        all = afterPresence(all, notice);
        isLive ||= isFull;
        last.clear();
        people.forEach(([id, { state }]) => last.set(id, state));
      }
      for (const id of ids) {
        const expected = isLive && !isDelayed ? last.get(id) : last.has(id) ? 'unknown' : undefined;
        expect(stateOf(all, id)).toBe(expected);
      }
    }
  });
});
