import { describe, expect, it } from 'vitest';
import type { Counters } from '../../../lib/model/counters';
import { NO_BADGE, badgeOf, shownCount, totalOf } from './badge';

const NOW = 1_000;
const counters = (change: Partial<Counters>): Counters => ({
  ...{ readSeq: 1, unread: 0, capped: false, mentions: 0, markedUnread: false, headSeq: 9 },
  ...change,
});
const some = counters({ unread: 4, mentions: 1 });

describe('the badge of a room', () => {
  it('counts what its level lets count', () => {
    const at = (level: 'all' | 'mentions' | 'nothing', from = some) =>
      badgeOf(from, { level, favourite: false }, NOW);

    expect(at('all')).toMatchObject({ count: 4, mentions: 1, isNews: true });
    expect(at('mentions')).toMatchObject({ count: 1, mentions: 1, isNews: true });
    expect(at('mentions', counters({ unread: 4 }))).toMatchObject({ count: 0, isNews: true });
    expect(at('nothing')).toEqual(NO_BADGE);
  });

  it('counts nothing while the room is muted', () => {
    const muted = { level: 'all', favourite: false, mutedUntil: NOW + 1 } as const;

    expect(badgeOf(some, muted, NOW)).toEqual(NO_BADGE);
    expect(badgeOf(some, muted, NOW + 1)).toMatchObject({ count: 4 });
  });

  it('shows what I have marked myself, whatever the level', () => {
    const marked = counters({ markedUnread: true });

    for (const level of ['all', 'mentions', 'nothing'] as const) {
      expect(badgeOf(marked, { level, favourite: false }, NOW)).toMatchObject({
        ...{ count: 0, isMarked: true, isNews: true },
      });
    }
  });

  it('is none where the server tells nothing', () => {
    expect(badgeOf(undefined, undefined, NOW)).toEqual(NO_BADGE);
  });

  it('adds up, and says where there is more', () => {
    const capped = badgeOf(counters({ unread: 1_000, capped: true }), undefined, NOW);
    const total = totalOf([badgeOf(some, undefined, NOW), capped]);

    expect(total).toMatchObject({ count: 1_004, mentions: 1, isNews: true });
    expect(shownCount(total)).toBe('999+');
    expect(shownCount({ count: 12, capped: false })).toBe('12');
  });
});
