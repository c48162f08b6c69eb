// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AWAY_AFTER_MS, Activity } from './activity';

let told: boolean[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  stop = new Activity((isAway) => told.push(isAway)).start();
});

afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function hidden(isHidden: boolean): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(isHidden ? 'hidden' : 'visible');
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('somebody at a page', () => {
  it('is away after five minutes without input, and there with the next', () => {
    vi.advanceTimersByTime(AWAY_AFTER_MS - 1_000);
    window.dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(AWAY_AFTER_MS - 1);
    expect(told).toEqual([]);

    vi.advanceTimersByTime(1);
    expect(told).toEqual([true]);
    window.dispatchEvent(new Event('wheel'));
    expect(told).toEqual([true, false]);
  });

  it('is away where the page is hidden for as long, and there when it is looked at', () => {
    hidden(true);
    vi.advanceTimersByTime(AWAY_AFTER_MS);
    expect(told).toEqual([true]);

    hidden(false);
    expect(told).toEqual([true, false]);
  });

  it('does not move the mouse where that stands still and the page moves below it', () => {
    vi.advanceTimersByTime(AWAY_AFTER_MS - 1_000);
    window.dispatchEvent(Object.assign(new Event('pointermove'), { movementX: 0, movementY: 0 }));
    window.dispatchEvent(new Event('scroll'));
    vi.advanceTimersByTime(1_000);

    expect(told).toEqual([true]);
  });

  it('is looked at no more once it is over', () => {
    stop();
    vi.advanceTimersByTime(2 * AWAY_AFTER_MS);
    window.dispatchEvent(new Event('keydown'));

    expect(told).toEqual([]);
  });
});
