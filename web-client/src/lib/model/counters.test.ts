import { describe, expect, it } from 'vitest';
import {
  afterCounters,
  afterMove,
  afterNews,
  countersIn,
  countersNow,
  decodeCounters,
  decodeNews,
  isDoubtful,
  waitingFrom,
  type Counters,
  type News,
  type ReadMove,
  type Waiting,
} from './counters';

const ROOM = 'r';
const NOW = 1_000_000;

/** Counted up to 10: read to 5, three messages unread, one of them a mention. */
const COUNTED: Counters = {
  readSeq: 5,
  unread: 3,
  capped: false,
  mentions: 1,
  markedUnread: false,
  headSeq: 10,
};

const news = (fromSeq: number, headSeq: number, change: Partial<News> = {}): News => ({
  roomId: ROOM,
  fromSeq,
  headSeq,
  newMessages: headSeq - fromSeq,
  mentions: 0,
  recount: false,
  ...change,
});
const move = (seq: number, op: ReadMove['op'] = 'read'): ReadMove => ({ roomId: ROOM, seq, op });

type Step = News | ReadMove | Counters;

function after(...steps: Step[]): Waiting {
  return steps.reduce<Waiting>((waiting, step) => {
    if ('fromSeq' in step) {
      return afterNews(waiting, step);
    }
    return 'op' in step ? afterMove(waiting, step, NOW) : afterCounters(waiting, step, NOW + 1_000);
  }, waitingFrom(COUNTED));
}

describe('what waits in a room', () => {
  const cases: [string, Step[], Partial<Counters>, 'certain' | 'doubtful'][] = [
    ['is what was counted', [], COUNTED, 'certain'],
    [
      'grows by news that join it',
      [news(10, 12, { mentions: 1 }), news(12, 13)],
      { unread: 6, mentions: 2, headSeq: 13, readSeq: 5 },
      'certain',
    ],
    [
      'goes on over what is no message',
      [news(10, 12, { newMessages: 0 })],
      { unread: 3, headSeq: 12 },
      'certain',
    ],
    [
      'ignores news that it has',
      [news(10, 12), news(8, 12), news(10, 12)],
      { unread: 5 },
      'certain',
    ],
    ['guesses, where news overlap it', [news(8, 12)], { unread: 5, headSeq: 12 }, 'doubtful'],
    ['guesses, where some were missed', [news(12, 14)], { unread: 5, headSeq: 14 }, 'doubtful'],
    [
      'is doubted where something can have lowered it',
      [news(10, 11, { newMessages: 0, recount: true })],
      { unread: 3, headSeq: 11 },
      'doubtful',
    ],
    [
      'is certain again once it was counted that far',
      [news(8, 12), { ...COUNTED, unread: 4, headSeq: 12 }],
      { unread: 4, headSeq: 12 },
      'certain',
    ],
    [
      'stays doubtful where it was counted before the doubt',
      [news(10, 11), news(11, 12, { recount: true }), { ...COUNTED, unread: 4, headSeq: 11 }],
      { unread: 5, headSeq: 12 },
      'doubtful',
    ],
    [
      'adds to counters what came since they were counted',
      [news(10, 11), news(11, 13), { ...COUNTED, unread: 2, headSeq: 11 }],
      { unread: 4, headSeq: 13 },
      'certain',
    ],
    [
      'is nothing after all was read',
      [news(10, 12, { mentions: 1 }), move(12)],
      { readSeq: 12, unread: 0, mentions: 0, headSeq: 12 },
      'certain',
    ],
    [
      'does not count what was read before it was told',
      [move(12), news(10, 12)],
      { readSeq: 12, unread: 0, headSeq: 12 },
      'certain',
    ],
    [
      'counts at most what is behind that',
      [move(12), news(10, 13)],
      { readSeq: 12, unread: 1, headSeq: 13 },
      'doubtful',
    ],
    [
      'is what came behind what was read',
      [news(10, 11), news(11, 14), move(11)],
      { readSeq: 11, unread: 3, headSeq: 14 },
      'certain',
    ],
    [
      'is at most what is left, where a part was read',
      [move(8)],
      { readSeq: 8, unread: 2 },
      'doubtful',
    ],
    [
      'is not read back by an older move',
      [move(10), move(7)],
      { readSeq: 10, unread: 0 },
      'certain',
    ],
    [
      'ignores counters from before a move of mine',
      [move(10), COUNTED],
      { readSeq: 10, unread: 0 },
      'doubtful',
    ],
    [
      'takes counters that have the move',
      [move(8), { ...COUNTED, readSeq: 8, unread: 1, mentions: 0 }],
      { readSeq: 8, unread: 1, mentions: 0 },
      'certain',
    ],
    [
      'ignores counters that are older than what was read',
      [move(12), { ...COUNTED, readSeq: 12, unread: 0, mentions: 0, headSeq: 11 }, news(12, 13)],
      { readSeq: 12, unread: 1, headSeq: 13 },
      'certain',
    ],
    [
      'is marked unread at once, and asked for',
      [move(10), move(6, 'unread')],
      { readSeq: 6, markedUnread: true },
      'doubtful',
    ],
    [
      'ignores counters from before it was marked so',
      [move(6, 'unread'), { ...COUNTED, readSeq: 10, unread: 0 }],
      { readSeq: 6, markedUnread: true, unread: 3 },
      'doubtful',
    ],
    [
      'is counted anew after that',
      [move(6, 'unread'), { ...COUNTED, readSeq: 6, unread: 2, markedUnread: true }],
      { readSeq: 6, unread: 2, markedUnread: true },
      'certain',
    ],
    [
      'is marked no longer once it is read again',
      [move(6, 'unread'), move(10)],
      { readSeq: 10, unread: 0, markedUnread: false },
      'certain',
    ],
  ];

  it.each(cases)('%s', (_what, steps, expected, certainty) => {
    const waiting = after(...steps);

    expect(countersNow(waiting)).toMatchObject(expected);
    expect(isDoubtful(waiting)).toBe(certainty === 'doubtful');
  });

  it('believes the server where it still says otherwise long after a move', () => {
    const moved = afterMove(waitingFrom(COUNTED), move(10), NOW);

    expect(countersNow(afterCounters(moved, COUNTED, NOW + 20_000))).toEqual(COUNTED);
  });

  it('keeps few windows, and all they say', () => {
    const all = Array.from({ length: 200 }, (_, index) => news(10 + index, 11 + index));
    const waiting = after(...all);

    expect(waiting.since.length).toBeLessThanOrEqual(30);
    expect(countersNow(waiting)).toMatchObject({ unread: 203, headSeq: 210 });
  });
});

describe('the JSON of what waits', () => {
  it('has no counters where a server of before says nothing', () => {
    expect(countersIn({ headSeq: 3 })).toBeUndefined();
    expect(decodeCounters({ rooms: [{ roomId: ROOM, headSeq: 3 }] })).toEqual([]);
  });

  it('leaves out what is nothing', () => {
    expect(countersIn({ readSeq: 2, unread: 0, mentions: 0, headSeq: 3 })).toEqual({
      ...{ readSeq: 2, unread: 0, capped: false, mentions: 0, markedUnread: false, headSeq: 3 },
    });
    expect(decodeNews({ roomId: ROOM, fromSeq: 1, headSeq: 3, newMessages: 1 })).toEqual({
      ...{ roomId: ROOM, fromSeq: 1, headSeq: 3, newMessages: 1, mentions: 0, recount: false },
    });
    expect(() => decodeNews({ roomId: ROOM, fromSeq: -1, headSeq: 3 })).toThrow();
  });
});
