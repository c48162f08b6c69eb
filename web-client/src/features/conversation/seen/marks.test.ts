import { describe, expect, it } from 'vitest';
import { SEEDS, numbersFrom } from '../../../testing/random';
import { NO_MARKS, marksNow, nextToAsk, reachOf, type Marks, type Reach } from './marks';

const NONE = new Map<string, number>();

describe('how far my messages have come', () => {
  it('is read, delivered or sent, by the marks of the others', () => {
    const marks = marksNow(new Map(), new Map([['ann', 3]]), new Map([['ann', 5]]), 'me');

    expect([3, 5, 6].map((seq) => reachOf(marks, seq))).toEqual(['read', 'delivered', 'sent']);
  });

  it('counts whatever is read as delivered, and nothing of my own', () => {
    const reads = new Map([
      ['me', 9],
      ['ann', 4],
    ]);

    expect(marksNow(new Map(), reads, new Map([['me', 8]]), 'me')).toEqual({
      read: 4,
      delivered: 4,
    });
  });

  it('asks nothing where there is nothing of mine, or all of it is read', () => {
    expect(nextToAsk([], new Map(), NO_MARKS)).toBeUndefined();
    expect(nextToAsk([1, 2], new Map(), { read: 2, delivered: 2 })).toBeUndefined();
    expect(nextToAsk([1, 2], new Map([[2, 'read']]), { read: 2, delivered: 2 })).toBeUndefined();
  });

  it('asks nothing of what was written since: that is told live', () => {
    const answers = new Map<number, Reach>([[2, 'read']]);
    const marks = marksNow(answers, NONE, NONE, 'me');

    expect(nextToAsk([1, 2, 3, 4], answers, marks)).toBeUndefined();
  });

  it.each(SEEDS)('is found out in a few questions, wherever the marks are (%i)', (seed) => {
    const random = numbersFrom(seed);
    const own: number[] = [];
    for (let seq = 1; own.length < Math.ceil(random() * 300); seq += 1 + Math.floor(random() * 4)) {
      own.push(seq);
    }
    const head = (own.at(-1) ?? 0) + 2;
    const read = random() < 0.2 ? 0 : Math.floor(random() * head);
    const real: Marks = { read, delivered: read + Math.floor(random() * (head - read)) };
    const answers = new Map<number, Reach>();
    for (;;) {
      const next = nextToAsk(own, answers, marksNow(answers, NONE, NONE, 'me'));
      if (next === undefined) {
        break;
      }
      expect(answers.has(next)).toBe(false);
      answers.set(next, reachOf(real, next));
      expect(answers.size).toBeLessThanOrEqual(35);
    }

    const found = marksNow(answers, NONE, NONE, 'me');
    expect(own.map((seq) => reachOf(found, seq))).toEqual(own.map((seq) => reachOf(real, seq)));
  });
});
