import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryKeep } from '../state/keep';
import { withLease, type Exclusively } from './exclusive';
import type { Grant } from '../model/grant';
import type { TabChannel } from '../state/tabChannel';
import { SignedOutError, Tokens } from './tokens';

const ADA = { id: 'a', username: 'ada', displayName: 'Ada', role: 'ADMIN' } as const;

/** The tabs of one browser: a storage, a lock and a channel that all of them share. */
class Browser {
  readonly keep = new MemoryKeep();
  readonly #tabs: TabChannel[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  readonly exclusively: Exclusively = (_name, task) => {
    const turn = this.#queue.then(task, task);
    this.#queue = turn.catch(() => undefined);
    return turn;
  };

  tab(refresh: (token: string) => Promise<Grant>, random?: () => number): Tokens {
    const tab: TabChannel = {
      onmessage: null,
      postMessage: (message) => {
        for (const other of this.#tabs.filter((each) => each !== tab)) {
          other.onmessage?.(new MessageEvent('message', { data: structuredClone(message) }));
        }
      },
    };
    this.#tabs.push(tab);
    const { keep, exclusively } = this;
    return new Tokens({ keep, exclusively, channel: tab, refresh, ...(random && { random }) });
  }
}

let browser: Browser;
let issued: number;

beforeEach(() => {
  vi.useFakeTimers();
  browser = new Browser();
  issued = 0;
});

afterEach(() => {
  vi.useRealTimers();
});

function grant(): Grant {
  issued++;
  return {
    accessToken: `access-${issued}`,
    refreshToken: `refresh-${issued}`,
    expiresIn: 300,
    user: ADA,
  };
}

/** A server that takes each refresh token once. */
function rotating(): ReturnType<typeof vi.fn<(token: string) => Promise<Grant>>> {
  return vi.fn((token: string) =>
    token === `refresh-${issued}`
      ? Promise.resolve(grant())
      : Promise.reject(new SignedOutError('reused')),
  );
}

describe('tokens', () => {
  it('are refreshed ahead of their end, without anybody asking', async () => {
    const refresh = rotating();
    const tokens = browser.tab(refresh);
    tokens.signIn(grant());

    await vi.advanceTimersByTimeAsync(239_000);
    expect(refresh).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(17_000);

    expect(refresh).toHaveBeenCalledExactlyOnceWith('refresh-1');
    expect(tokens.latest.get()).toBe('access-2');
  });

  it('survive a reload: only the refresh token is kept', async () => {
    browser.tab(rotating()).signIn(grant());
    const reloaded = browser.tab(rotating());

    expect(reloaded.person.get()).toEqual(ADA);
    expect(JSON.stringify(browser.keep.getItem('parley.session'))).not.toContain('access-1');
    expect(await reloaded.access()).toBe('access-2');
  });

  it('are refreshed once for all who ask at the same time', async () => {
    const refresh = rotating();
    browser.tab(refresh).signIn(grant());
    const reloaded = browser.tab(refresh);

    const all = await Promise.all([reloaded.access(), reloaded.access(), reloaded.access()]);

    expect(all).toEqual(['access-2', 'access-2', 'access-2']);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('are refreshed by one tab, and go to the others', async () => {
    const refresh = rotating();
    browser.tab(refresh).signIn(grant());
    const tabs = [browser.tab(refresh), browser.tab(refresh), browser.tab(refresh)];

    const all = await Promise.all(tabs.map((tab) => tab.access()));

    expect(new Set(all)).toEqual(new Set(['access-2']));
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('are asked for again where the server refuses one before its time', async () => {
    const tokens = browser.tab(rotating());
    tokens.signIn(grant());

    expect(await tokens.access()).toBe('access-1');
    expect(await tokens.access('access-1')).toBe('access-2');
    expect(await tokens.access('access-1')).toBe('access-2');
  });

  it('are gone in every tab when the server ends the session', async () => {
    const ended = () => Promise.reject(new SignedOutError());
    const first = browser.tab(ended);
    first.signIn(grant());
    const second = browser.tab(ended);

    await expect(second.access()).rejects.toThrow(SignedOutError);

    expect([first.person.get(), second.person.get()]).toEqual([undefined, undefined]);
    expect(browser.keep.getItem('parley.session')).toBeNull();
  });

  it('stay when the server is merely away, and are tried again', async () => {
    const refresh = vi.fn<(token: string) => Promise<Grant>>();
    refresh.mockRejectedValue(new Error('away'));
    const tokens = browser.tab(refresh);
    tokens.signIn(grant());

    await vi.advanceTimersByTimeAsync(300_000);
    expect(tokens.person.get()).toEqual(ADA);
    expect(refresh.mock.calls.length).toBeGreaterThan(1);

    refresh.mockImplementation(rotating());
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await tokens.access()).toBe('access-2');
  });

  it('are forgotten everywhere on signing out, which answers what is to be revoked', async () => {
    const first = browser.tab(rotating());
    const second = browser.tab(rotating());
    first.signIn(grant());
    expect(second.person.get()).toEqual(ADA);

    expect(second.signOut()).toBe('refresh-1');

    expect(first.person.get()).toBeUndefined();
    await expect(first.access()).rejects.toThrow(SignedOutError);
  });
});

describe('an outage of the refresh', () => {
  const away = () => vi.fn(() => Promise.reject(new Error('away')));

  /** As everything that is open asks: several at once, and again as soon as they are refused. */
  async function ask(tokens: Tokens, forMs: number): Promise<void> {
    for (let at = 0; at < forMs; at += 100) {
      for (let asking = 0; asking < 3; asking++) {
        tokens.access().catch(() => undefined);
      }
      await vi.advanceTimersByTimeAsync(100);
    }
  }

  it('is met with one try at a time, ever further apart', async () => {
    const tries: number[] = [];
    let running = 0;
    let most = 0;
    const refresh = async () => {
      tries.push(Date.now());
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 50));
      running--;
      throw new Error('away');
    };
    browser.tab(refresh).signIn(grant());
    const tokens = browser.tab(refresh, () => 1);

    await ask(tokens, 60_000);

    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(most).toBe(1);
    expect(gaps.slice(0, 6).map((gap) => Math.floor(gap / 1_000))).toEqual(
      [1, 2, 4, 8, 16, 30].slice(0, gaps.length),
    );
    expect(tries.length).toBeLessThan(8);
  });

  it('refuses whoever asks meanwhile at once, with what the last try met', async () => {
    const tokens = browser.tab(away(), () => 1);
    tokens.signIn({ ...grant(), expiresIn: 5 });
    await expect(tokens.access()).rejects.toThrow('away');
    const again = tokens.access().catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    await again;

    await expect(tokens.access()).rejects.toThrow('away');
  });

  it('is over at once when the network is back', async () => {
    const refresh = vi.fn<(token: string) => Promise<Grant>>();
    refresh.mockRejectedValue(new Error('away'));
    const tokens = browser.tab(refresh, () => 1);
    tokens.signIn({ ...grant(), expiresIn: 5 });
    await ask(tokens, 4_000);
    refresh.mockImplementation(rotating());

    tokens.hurry();

    expect(await tokens.access()).toBe('access-2');
  });

  it('spreads the tries of many browsers', async () => {
    const times = await Promise.all(
      [0.1, 0.9].map(async (random) => {
        const refresh = away();
        const tokens = new Browser().tab(refresh, () => random);
        tokens.signIn({ ...grant(), expiresIn: 5 });
        await ask(tokens, 3_000);
        return refresh.mock.calls.length;
      }),
    );

    expect(times[0]).toBeGreaterThan(times[1] ?? 0);
  });
});

describe('a storm of tabs', () => {
  const TABS = 25;

  /** As the server has it: a spent token gets the same answer again for 10 s, later it ends all. */
  function forgiving(): (token: string) => Promise<Grant> {
    let current = 'refresh-1';
    let previous: { token: string; spentAt: number; answer: Grant } | undefined;
    return (token) => {
      if (token === current) {
        const answer = grant();
        previous = { token, spentAt: Date.now(), answer };
        current = answer.refreshToken;
        return Promise.resolve(answer);
      }
      return previous?.token === token && Date.now() - previous.spentAt < 10_000
        ? Promise.resolve(previous.answer)
        : Promise.reject(new SignedOutError('reused'));
    };
  }

  it('asks once, whoever comes first', async () => {
    const refresh = vi.fn(forgiving());
    browser.tab(refresh).signIn(grant());
    const tabs = Array.from({ length: TABS }, () => browser.tab(refresh));

    await Promise.all(tabs.map((tab) => tab.access()));

    expect(refresh).toHaveBeenCalledTimes(1);
    expect(tabs.every((tab) => tab.person.get() !== undefined)).toBe(true);
  });

  it('logs nobody out where the tabs have no lock and no word of each other', async () => {
    const refresh = vi.fn(forgiving());
    const keep = new MemoryKeep();
    const lonely = () =>
      new Tokens({
        keep,
        exclusively: (_name, task) => task(),
        channel: { onmessage: null, postMessage: () => undefined },
        refresh,
      });
    lonely().signIn(grant());
    const tabs = Array.from({ length: TABS }, lonely);

    await Promise.all(tabs.map((tab) => tab.access()));

    expect(refresh).toHaveBeenCalledTimes(TABS);
    expect(tabs.every((tab) => tab.person.get() !== undefined)).toBe(true);
    expect(issued).toBe(2);
  });
});

describe('the end of a session', () => {
  it('is told in words, in every tab', async () => {
    const banned = () => Promise.reject(new SignedOutError('You are banned.'));
    const tabs = [browser.tab(banned), browser.tab(banned)] as const;
    tabs[0].signIn(grant());

    await tabs[1].revoked('Ended.');

    expect(tabs.map((tab) => tab.person.get())).toEqual([undefined, undefined]);
    expect(tabs.map((tab) => tab.ended.get())).toEqual(['You are banned.', 'You are banned.']);
  });

  it('keeps its words where a later tab merely finds nothing', async () => {
    const tab = browser.tab(() => Promise.reject(new SignedOutError('You are banned.')));
    tab.signIn(grant());
    await tab.revoked('Ended.');

    await tab.revoked('Ended.');
    await expect(tab.access()).rejects.toThrow(SignedOutError);

    expect(tab.ended.get()).toBe('You are banned.');
  });

  it('counts even where nobody can be asked why', async () => {
    const tab = browser.tab(() => Promise.reject(new Error('away')));
    tab.signIn(grant());

    await tab.revoked('Ended.');

    expect([tab.person.get(), tab.ended.get()]).toEqual([undefined, 'Ended.']);
  });

  it('has no words where the person ended it, and they go with the next sign-in', async () => {
    const tab = browser.tab(() => Promise.reject(new SignedOutError('You are banned.')));
    tab.signIn(grant());
    await tab.revoked('Ended.');

    tab.signIn(grant());
    expect(tab.ended.get()).toBeUndefined();
    tab.signOut();
    expect(tab.ended.get()).toBeUndefined();
  });
});

describe('a lease', () => {
  it('lets one in at a time', async () => {
    vi.useRealTimers();
    const keep = new MemoryKeep();
    let inside = 0;
    let most = 0;
    const task = async () => {
      inside++;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
    };

    await Promise.all([1, 2, 3].map(() => withLease(keep, 'lease', task)));

    expect(most).toBe(1);
    expect(keep.getItem('lease')).toBeNull();
  });

  it('is let go when the task fails', async () => {
    vi.useRealTimers();
    const keep = new MemoryKeep();

    await expect(withLease(keep, 'l', () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(keep.getItem('l')).toBeNull();
  });

  it('ends by itself when its tab is gone', async () => {
    const keep = new MemoryKeep();
    keep.setItem('l', JSON.stringify({ id: 'gone', until: Date.now() + 15_000 }));
    const done = vi.fn(() => Promise.resolve());

    void withLease(keep, 'l', done);
    await vi.advanceTimersByTimeAsync(14_000);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);

    expect(done).toHaveBeenCalledTimes(1);
  });
});
