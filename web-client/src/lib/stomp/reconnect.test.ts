import { describe, expect, it } from 'vitest';
import type { Problem } from '../model/problems';
import { backoffMs } from '../time/backoff';
import { CLOSE, afterClose, wishIn } from './reconnect';

const HIGHEST = () => 0.999_999;

function problem(code: string, retryAfterMs?: number): Problem {
  const wish = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { code, status: 0, title: '', fields: [], ...wish };
}

describe('after a close', () => {
  it.each([
    [CLOSE.tokenExpired, 'retry'],
    [CLOSE.revoked, 'stop'],
    [CLOSE.slowConsumer, 'retry'],
    [CLOSE.protocolError, 'stop'],
    [CLOSE.draining, 'retry'],
    [CLOSE.overloaded, 'retry'],
    [CLOSE.policyStale, 'retry'],
    [1000, 'retry'],
    [1002, 'retry'],
    [1006, 'retry'],
    [1011, 'retry'],
  ])('code %i means: %s', (code, action) => {
    expect(afterClose({ code }, 0, HIGHEST).action).toBe(action);
  });

  it('asks for a fresh token only where the token was the reason', () => {
    expect(afterClose({ code: CLOSE.tokenExpired }, 0, HIGHEST)).toMatchObject({
      freshToken: true,
    });
    expect(afterClose({ code: CLOSE.draining }, 0, HIGHEST)).toMatchObject({ freshToken: false });
    expect(afterClose({ code: 1002, problem: problem('auth.expired') }, 0, HIGHEST)).toMatchObject({
      action: 'retry',
      freshToken: true,
    });
  });

  it('goes by the ERROR frame where the code says nothing', () => {
    const stopped = (code: string) =>
      afterClose({ code: 1002, problem: problem(code) }, 0, HIGHEST);

    expect(stopped('auth.revoked')).toEqual({ action: 'stop', why: 'revoked' });
    expect(stopped('frame.too.large')).toEqual({ action: 'stop', why: 'protocol' });
    expect(stopped('unavailable')).toMatchObject({ action: 'retry' });
  });

  it('waits at least as long as the server asks, wherever it asks', () => {
    const never = () => 0;

    expect(
      afterClose({ code: 1006, problem: problem('overloaded', 7_000) }, 0, never),
    ).toMatchObject({ delayMs: 7_000 });
    expect(afterClose({ code: CLOSE.draining, retryAfterMs: 3_000 }, 0, never)).toMatchObject({
      delayMs: 3_000,
    });
  });
});

describe('the reason of a close', () => {
  it('may say how long to stay away', () => {
    expect(wishIn('retryAfterMs=750')).toBe(750);
    expect(wishIn('retryAfterMs=')).toBeUndefined();
    expect(wishIn('reads too slowly, resume')).toBeUndefined();
  });
});

describe('the backoff', () => {
  it('doubles its cap from 0.5 s to 30 s', () => {
    const caps = [0, 1, 2, 3, 4, 5, 6, 7, 40].map((attempt) => backoffMs(attempt, HIGHEST));

    expect(caps).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is anything below the cap', () => {
    expect(backoffMs(10, () => 0)).toBe(0);
    expect(backoffMs(10, () => 0.5)).toBe(15_000);
  });

  it('adds its jitter to the wish of the server, so that not all come at once', () => {
    expect(backoffMs(0, () => 0.5, 10_000)).toBe(10_250);
    expect(backoffMs(0, () => 0.5, -5)).toBe(250);
  });
});
