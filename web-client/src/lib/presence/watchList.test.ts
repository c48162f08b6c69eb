import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SEEDS, numbersFrom } from '../../testing/random';
import { WatchList } from './watchList';

let told: (readonly string[])[];
let list: WatchList;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  list = new WatchList((ids) => told.push(ids));
  list.limit(3);
});

afterEach(() => {
  list.close();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTime(250);

describe('the people on the screen', () => {
  it('are told once they have settled, all at once', () => {
    list.add('bob');
    const leave = list.add('ann');
    list.add('cleo')();
    expect(told).toEqual([]);
    settle();
    leave();
    settle();

    expect(told).toEqual([['ann', 'bob'], ['bob']]);
  });

  it('are there for as long as one of the places that show them', () => {
    const inList = list.add('ann');
    const inRoom = list.add('ann');
    inList();
    inList();
    settle();
    inRoom();
    settle();

    expect(told).toEqual([['ann'], []]);
  });

  it('are those who came last where there are too many', () => {
    const leave = ['ann', 'bob', 'cleo', 'dan'].map((id) => list.add(id));
    settle();
    leave.at(-1)?.();
    settle();
    list.limit(1);
    settle();

    expect(told).toEqual([['bob', 'cleo', 'dan'], ['ann', 'bob', 'cleo'], ['cleo']]);
  });

  it.each(SEEDS)('are what is told in the end, whatever came and went (%i)', (seed) => {
    const random = numbersFrom(seed);
    const most = 1 + Math.floor(random() * 6);
    list.limit(most);
    const places: { id: string; leave: () => void }[] = [];
    for (let step = 0; step < 80; step++) {
      if (places.length > 0 && random() < 0.45) {
        places.splice(Math.floor(random() * places.length), 1)[0]?.leave();
      } else {
        const id = `p${Math.floor(random() * 8)}`;
        places.push({ id, leave: list.add(id) });
      }
      vi.advanceTimersByTime(Math.floor(random() * 200));
    }
    settle();

    const shown = new Set(places.map(({ id }) => id));
    const last = told.at(-1) ?? [];
    expect(last).toHaveLength(Math.min(most, shown.size));
    expect(last.every((id) => shown.has(id))).toBe(true);
    for (const ids of told) {
      expect(ids.length).toBeLessThanOrEqual(most);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
