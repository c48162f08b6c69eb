import { browserKeep, keptNames, type Keep } from '../lib/state/keep';
import { holdLock, withLock } from '../lib/state/locks';
import { Deliveries } from '../lib/stomp/deliveries';
import { randomId } from '../lib/text/ids';

/**
 * The outbox of this tab. Each tab has its own, so that no two send the same message at once, and
 * holds a lock for as long as it lives; what a tab without a lock left behind goes to the next one.
 */
export async function outboxOfTab(userId: string): Promise<Deliveries> {
  const keep = browserKeep('localStorage');
  const prefix = `parley.outbox.${userId}.`;
  const name = await ownName(prefix);
  const deliveries = new Deliveries(keep, name, randomId);
  await adoptOrphans(keep, prefix, name, deliveries);
  return deliveries;
}

async function ownName(prefix: string): Promise<string> {
  const tab = browserKeep('sessionStorage');
  const before = tab.getItem('parley.tab');
  // A duplicated tab starts with a copy of the other's session storage: the lock tells them apart
  if (before !== null && (await held(prefix + before))) {
    return prefix + before;
  }
  const id = randomId();
  tab.setItem('parley.tab', id);
  await held(prefix + id);
  return prefix + id;
}

async function adoptOrphans(
  keep: Keep,
  prefix: string,
  own: string,
  deliveries: Deliveries,
): Promise<void> {
  for (const name of keptNames(keep, prefix).filter((each) => each !== own)) {
    await withLock(name, 0, (hold) => {
      if (hold === 'held') {
        deliveries.adopt(name);
      }
    });
  }
}

/** The locks of this page: who signs in again here gets the same outbox. */
const ours = new Set<string>();

/** Takes a lock until the page goes; without locks a tab trusts its own name. */
async function held(name: string): Promise<boolean> {
  if (ours.has(name)) {
    return true;
  }
  const hold = await holdLock(name);
  if (hold === 'held') {
    ours.add(name);
  }
  return hold !== 'taken';
}
