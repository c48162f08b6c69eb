/** Whether the lock is ours, somebody else has it, or this browser gives none. */
export type Hold = 'held' | 'taken' | 'none';

/**
 * Runs a task with a lock that all tabs of the browser share. The task runs in any case, and is told
 * how: locks need a secure context, are refused where site data is blocked, and a tab that the browser
 * has put to sleep may hold one for ever.
 * @param waitMs how long to wait for another tab; 0 to ask once
 */
export async function withLock<T>(
  name: string,
  waitMs: number,
  task: (hold: Hold) => T | Promise<T>,
): Promise<T> {
  const locks = locksOfPage();
  if (!locks) {
    return task('none');
  }
  let ran: Promise<T> | undefined;
  const run = (hold: Hold) => (ran = Promise.resolve(task(hold)));
  const options = waitMs > 0 ? { signal: AbortSignal.timeout(waitMs) } : { ifAvailable: true };
  try {
    await locks.request(name, options, (lock) => run(lock ? 'held' : 'taken'));
  } catch (error) {
    if (!ran) {
      return task(isTimeout(error) ? 'taken' : 'none');
    }
  }
  return ran ?? task('none');
}

/** Holds a lock for as long as the page lives. */
export function holdLock(name: string): Promise<Hold> {
  return new Promise((resolve) => {
    void withLock(name, 0, (hold) => {
      resolve(hold);
      return hold === 'held' ? new Promise<never>(() => undefined) : undefined;
    });
  });
}

/** The types say that there always are locks: true only in a secure context. */
function locksOfPage(): LockManager | undefined {
  return 'locks' in navigator ? navigator.locks : undefined;
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
