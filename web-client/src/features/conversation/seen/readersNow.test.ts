import { describe, expect, it } from 'vitest';
import { readersNow } from './readersNow';
import { seenWords } from './SeenLine';

const ann = { id: 'ann', name: 'Ann' };
const bob = { id: 'bob', name: 'Bob' };
const seen = { seq: 4, readers: [ann, bob] };
const NOBODY = new Map<string, string>();

describe('who has read a message', () => {
  it('are those who are that far, by what was asked and what was told since', () => {
    const names = (seq: number, reads: [string, number][] = []) =>
      readersNow(seq, seen, new Map(reads), NOBODY).readers.map(({ name }) => name);

    expect(names(4)).toEqual(['Ann', 'Bob']);
    expect(names(5)).toEqual([]);
    expect(names(6, [['ann', 6]])).toEqual(['Ann']);
    expect(names(6, [['ann', 5]])).toEqual([]);
    expect(names(4, [['ann', 6]])).toEqual(['Ann', 'Bob']);
  });

  it('have to be asked for where somebody is not known', () => {
    const reads = new Map([['eve', 7]]);

    expect(readersNow(7, seen, reads, NOBODY).isUnnamed).toBe(true);
    expect(readersNow(8, seen, reads, NOBODY).isUnnamed).toBe(false);
    const named = readersNow(7, seen, reads, new Map([['eve', 'Eve']]));
    expect(named.isUnnamed).toBe(false);
    expect(named.readers.map(({ name }) => name)).toEqual(['Eve']);
  });

  it('are named, as far as there is room', () => {
    const plain = (words: string) => words.replace(/[\u2066-\u2069]/g, '');

    expect(plain(seenWords([ann]))).toBe('Seen by Ann');
    expect(plain(seenWords([ann, bob, ann, ann]))).toBe('Seen by Ann, Bob, +2');
  });
});
