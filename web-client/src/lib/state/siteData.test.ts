import { afterEach, describe, expect, it, vi } from 'vitest';
import { exclusivelyIn } from '../http/exclusive';
import { GuardedKeep, MemoryKeep, keepJson, keptJson, keptNames, type Keep } from './keep';
import { holdLock, withLock } from './locks';
import { tabChannel } from './tabChannel';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Locks as a browser has them that another tab may hold. */
function locks(request: (options: LockOptions) => Promise<Lock | null>): void {
  type Task = (lock: Lock | null) => Promise<unknown>;
  const manager = {
    request: async (_name: string, options: LockOptions, task: Task) =>
      task(await request(options)),
  };
  vi.stubGlobal('navigator', { locks: manager });
}

const LOCK: Lock = { name: 'a', mode: 'exclusive' };

/** What the browser answers once another tab has held the lock for too long. */
function heldByAnother({ signal, ifAvailable }: LockOptions): Promise<Lock | null> {
  return ifAvailable
    ? Promise.resolve(null)
    : new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
}

describe('a lock', () => {
  it('runs its task where the browser gives none', async () => {
    vi.stubGlobal('navigator', {});

    expect(await withLock('a', 0, (hold) => hold)).toBe('none');
  });

  it('runs its task where the browser refuses it, because site data is blocked', async () => {
    locks(() => Promise.reject(new DOMException('blocked', 'SecurityError')));

    expect(await withLock('a', 0, (hold) => hold)).toBe('none');
    expect(await holdLock('a')).toBe('none');
  });

  it('tells that another tab has it', async () => {
    locks(heldByAnother);

    expect(await withLock('a', 0, (hold) => hold)).toBe('taken');
    expect(await holdLock('a')).toBe('taken');
  });

  it('is not waited for longer than agreed', async () => {
    locks(heldByAnother);

    expect(await withLock('a', 20, (hold) => hold)).toBe('taken');
  });

  it('is passed on what the task answers, and how it fails', async () => {
    locks(() => Promise.resolve(LOCK));

    expect(await withLock('a', 0, (hold) => hold)).toBe('held');
    await expect(withLock('a', 0, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
  });

  it('of a tab that sleeps does not keep another one from refreshing', async () => {
    const timeout = vi
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation(() =>
        AbortSignal.abort(new DOMException('waited long enough', 'TimeoutError')),
      );
    locks(({ signal }) => Promise.reject(signal?.reason as Error));

    const answer = await exclusivelyIn(new MemoryKeep())('refresh', () => Promise.resolve('new'));

    expect(answer).toBe('new');
    expect(timeout).toHaveBeenCalledWith(10_000);
  });
});

describe('a storage', () => {
  const blocked = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };

  it('that may not be touched is replaced by memory', () => {
    const keep = new GuardedKeep(blocked);

    keepJson(keep, 'a', { b: 1 });

    expect(keptJson(keep, 'a')).toEqual({ b: 1 });
    expect(keptNames(keep, '')).toEqual(['a']);
    keep.removeItem('a');
    expect(keep.getItem('a')).toBeNull();
    expect(keep.length).toBe(0);
  });

  it('that is full keeps the newest value in memory until it fits again', () => {
    const store = new MemoryKeep();
    let isFull = false;
    const limited: Keep = {
      getItem: (name) => store.getItem(name),
      removeItem: (name) => {
        store.removeItem(name);
      },
      key: (index) => store.key(index),
      get length() {
        return store.length;
      },
      setItem: (name, value) => {
        if (isFull) throw new DOMException('full', 'QuotaExceededError');
        store.setItem(name, value);
      },
    };
    const keep = new GuardedKeep(() => limited);
    keep.setItem('a', '1');

    isFull = true;
    keep.setItem('a', '2');
    expect([keep.getItem('a'), keep.length]).toEqual(['2', 1]);

    isFull = false;
    keep.setItem('a', '3');
    expect([keep.getItem('a'), store.getItem('a')]).toEqual(['3', '3']);
  });
});

describe('the channel between tabs', () => {
  it('is silent where the browser refuses one', () => {
    const refusing = vi.fn(function refuse() {
      throw new DOMException('blocked', 'SecurityError');
    });
    vi.stubGlobal('BroadcastChannel', refusing);

    expect(() => {
      tabChannel('a').postMessage('hello');
    }).not.toThrow();
  });
});
