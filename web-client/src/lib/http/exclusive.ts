import { keepJson, keptJson, type Keep } from '../state/keep';
import { withLock } from '../state/locks';

/** Runs one task of a name at a time, over all tabs of the browser. */
export type Exclusively = <T>(name: string, task: () => Promise<T>) => Promise<T>;

/** Longer than a task takes, shorter than a person waits. */
const PATIENCE_MS = 10_000;
const LEASE_MS = 15_000;
const LOOK_EVERY_MS = 60;

/**
 * Web Locks where the page has them. They need a secure context: a suite on plain http in a local
 * network gets a lease in the shared storage, which is nearly as good. Neither waits for ever: a tab
 * that sleeps with the lock is passed, and the server answers both of them alike.
 */
export function exclusivelyIn(keep: Keep): Exclusively {
  return (name, task) =>
    withLock(`parley.${name}`, PATIENCE_MS, (hold) =>
      hold === 'none' ? withLease(keep, `parley.lease.${name}`, task) : task(),
    );
}

export async function withLease<T>(keep: Keep, name: string, task: () => Promise<T>): Promise<T> {
  const mine = Math.random().toString(36).slice(2);
  while (!(await taken(keep, name, mine))) {
    await pause(LOOK_EVERY_MS);
  }
  try {
    return await task();
  } finally {
    if (holder(keep, name)?.id === mine) {
      keep.removeItem(name);
    }
  }
}

/** Two tabs may write at the same moment: the one whose id is still there a little later has it. */
async function taken(keep: Keep, name: string, mine: string): Promise<boolean> {
  const held = holder(keep, name);
  if (held && held.until > Date.now()) {
    return false;
  }
  keepJson(keep, name, { id: mine, until: Date.now() + LEASE_MS });
  await pause(LOOK_EVERY_MS / 2);
  return holder(keep, name)?.id === mine;
}

function holder(keep: Keep, name: string): { id: string; until: number } | undefined {
  const kept = keptJson(keep, name) as { id?: unknown; until?: unknown } | null | undefined;
  return typeof kept?.id === 'string' && typeof kept.until === 'number'
    ? { id: kept.id, until: kept.until }
    : undefined;
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
