import { keepJson, keptJson, type Keep } from '../state/keep';

/** Runs one task of a name at a time, over all tabs of the browser. */
export type Exclusively = <T>(name: string, task: () => Promise<T>) => Promise<T>;

const LEASE_MS = 15_000;
const LOOK_EVERY_MS = 60;

/**
 * Web Locks where the page has them. They need a secure context: a suite on plain http in a local
 * network gets a lease in the shared storage, which is nearly as good and never waits for ever.
 */
export function exclusivelyIn(keep: Keep): Exclusively {
  // The types say that there always are locks: true only in a secure context
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  return locks
    ? (name, task) => locks.request(`parley.${name}`, task)
    : (name, task) => withLease(keep, `parley.lease.${name}`, task);
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
  if (!keepJson(keep, name, { id: mine, until: Date.now() + LEASE_MS })) {
    return true;
  }
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
