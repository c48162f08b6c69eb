import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Store, joined } from './store';
import { Paced } from './usePaced';

let store: Store<number>;
let seen: number[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  store = new Store(0);
  seen = [];
  const paced = new Paced(store, 50);
  stop = paced.watch(() => {
    seen.push(paced.get());
  });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('shows a change after a pause at once', () => {
  store.set(1);

  expect(seen).toEqual([1]);
});

it('shows of many in a row a few, and the last one', () => {
  for (let value = 1; value <= 100; value++) {
    store.set(value);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(50);

  expect(seen.length).toBeLessThanOrEqual(4);
  expect(seen.at(-1)).toBe(100);
});

it('says the same until it says that there is something else', () => {
  const paced = new Paced(store, 50);
  expect(paced.get()).toBe(0);
  const off = paced.watch(() => undefined);
  store.set(1);
  store.set(2);

  expect(paced.get()).toBe(1);
  vi.advanceTimersByTime(50);
  expect(paced.get()).toBe(2);
  off();
});

it('shows two values together that change one after the other', () => {
  const other = new Store('before');
  const pair = new Paced(joined(store, other), 50);
  const pairs: (readonly [number, string])[] = [];
  const off = pair.watch(() => {
    pairs.push(pair.get());
  });
  store.set(1);
  pairs.length = 0;

  store.set(2);
  other.set('after');
  vi.advanceTimersByTime(50);

  expect(pairs).toEqual([[2, 'after']]);
  expect(pair.get()).toBe(pair.get());
  off();
});
