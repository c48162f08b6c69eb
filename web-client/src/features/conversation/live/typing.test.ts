import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ADA, BEN, message } from '../../../testing/samples';
import { TypingTeller } from './typist';
import { typingWords, typists } from './typingWords';

describe('whoever writes', () => {
  let told: string[];
  let teller: TypingTeller;

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    teller = new TypingTeller((state) => told.push(state), 0);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells it now and then while the text grows', () => {
    for (const text of ['H', 'He', 'Hel']) {
      teller.changed(text, 3_000);
    }
    expect(told).toEqual(['start']);

    vi.advanceTimersByTime(3_000);
    teller.changed('He', 3_000);
    expect(told).toEqual(['start']);
    teller.changed('Hell', 3_000);
    expect(told).toEqual(['start', 'start']);
  });

  it('tells that it is over when the text is emptied, sent or left, once', () => {
    teller.changed('H', 3_000);
    teller.changed('', 3_000);
    teller.stopped();
    expect(told).toEqual(['start', 'stop']);

    teller.changed('Again', 3_000);
    teller.sent();
    expect(told).toEqual(['start', 'stop']);

    vi.advanceTimersByTime(3_000);
    teller.changed('Later', 3_000);
    teller.sent();
    expect(told).toEqual(['start', 'stop', 'start', 'stop']);
  });

  it('tells nothing where the server does not pass it on', () => {
    teller.changed('H', undefined);
    teller.stopped();

    expect(told).toEqual([]);
  });

  it('tells nothing of a draft that was there before', () => {
    teller = new TypingTeller((state) => told.push(state), 5);
    teller.changed('draft', 3_000);

    expect(told).toEqual([]);
  });
});

describe('the line of those who write', () => {
  const ann = { id: 'ann', name: 'Ann', role: 'USER' } as const;
  const bob = { id: 'bob', name: 'Bob' };
  const plain = (words: string) => words.replace(/[\u2066-\u2069]/g, '');

  it('names two, and no more', () => {
    expect(typingWords([], false)).toBe('');
    expect(plain(typingWords([ann], false))).toBe('Ann is writing…');
    expect(plain(typingWords([ann, bob], false))).toBe('Ann and Bob are writing…');
    expect(typingWords([ann, bob], true)).toBe('Several people are writing…');
    expect(typingWords([ann, bob, ADA], false)).toBe('Several people are writing…');
  });

  it('leaves out me, and whose message has come since', () => {
    const typing = { users: [ADA, BEN, ann], more: false, after: 5 };
    const events = [message(5, { actor: ann }), message(6, { actor: BEN })];

    expect(typists(typing, events, ADA.id)).toEqual([ann]);
  });

  it('stands where they write: in the room, or in its thread', () => {
    const typing = { users: [ann, { ...bob, threadRoot: 3 }], more: false, after: 0 };

    expect(typists(typing, [], ADA.id).map(({ id }) => id)).toEqual(['ann']);
    expect(typists(typing, [], ADA.id, 3).map(({ id }) => id)).toEqual(['bob']);
    expect(typists(typing, [], ADA.id, 4)).toEqual([]);
  });
});
