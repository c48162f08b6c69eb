import { asObject, flag, list, optionalText, text, type JsonObject } from './json';
import { time } from './events';
import { statusAt, statusIn, type Status } from './status';

/** Whether somebody is there. `invisible` is told of oneself alone. */
export type PresenceState = 'online' | 'away' | 'offline' | 'unknown' | 'invisible';

/** What is told of somebody who may be seen. */
export interface PersonPresence {
  readonly state: PresenceState;
  readonly lastSeen?: number;
  readonly status?: Status;
  readonly dnd?: true;
}

export type PresenceNotice =
  | {
      readonly type: 'presence';
      /** All who may be seen of those that are watched; else only who is another now. */
      readonly isFull: boolean;
      readonly people: readonly (readonly [id: string, presence: PersonPresence])[];
      /** Who may not be seen any more. */
      readonly removed: readonly string[];
    }
  /** The server does not know for certain, or does again. */
  | { readonly type: 'delayed' | 'restored' };

const STATES: ReadonlySet<string> = new Set(['online', 'away', 'offline', 'invisible']);

/** Undefined for what this client does not know. */
export function decodePresence(from: JsonObject): PresenceNotice | undefined {
  switch (optionalText(from, 'type') ?? '') {
    case 'presence':
      return {
        type: 'presence',
        isFull: flag(from, 'full'),
        people: peopleIn(from),
        removed: from['removed'] === undefined ? [] : list(from['removed'], wordOf),
      };
    case 'presence.delayed':
      return { type: 'delayed' };
    case 'presence.restored':
      return { type: 'restored' };
    default:
      return undefined;
  }
}

/** The answer of `GET /presence` has the same people. */
function peopleIn(from: JsonObject): [string, PersonPresence][] {
  return from['users'] === undefined ? [] : list(from['users'], decodePersonPresence);
}

function decodePersonPresence(value: unknown): [string, PersonPresence] {
  const from = asObject(value);
  const lastSeen = optionalText(from, 'lastSeen');
  const presence = {
    state: stateOf(optionalText(from, 'state') ?? ''),
    ...(lastSeen !== undefined && { lastSeen: time(lastSeen) }),
    ...statusIn(from),
    ...(flag(from, 'dnd') && { dnd: true as const }),
  };
  return [text(from, 'id'), presence];
}

/** A word that this client does not know is not taken for "offline". */
function stateOf(word: string): PresenceState {
  return STATES.has(word) ? (word as PresenceState) : 'unknown';
}

function wordOf(value: unknown): string {
  return text({ value }, 'value');
}

/** How many people are inside of a room, and there. */
export function decodeOnline(value: unknown): number | undefined {
  const { online } = asObject(value);
  return typeof online === 'number' && Number.isSafeInteger(online) && online >= 0
    ? online
    : undefined;
}

/** What is known of the people on the screen. */
export interface Presences {
  readonly people: ReadonlyMap<string, PersonPresence>;
  /** Whether the server tells in this session what changes. */
  readonly isLive: boolean;
  /** The server itself does not know for certain. */
  readonly isDelayed: boolean;
}

export const NOBODY_KNOWN: Presences = { people: new Map(), isLive: false, isDelayed: false };

export function afterPresence(known: Presences, notice: PresenceNotice): Presences {
  switch (notice.type) {
    case 'delayed':
      return { ...known, isDelayed: true };
    case 'restored':
      return { ...known, isDelayed: false };
    case 'presence': {
      const people = new Map(notice.isFull ? [] : known.people);
      notice.people.forEach(([id, presence]) => people.set(id, presence));
      notice.removed.forEach((id) => people.delete(id));
      return { people, isLive: known.isLive || notice.isFull, isDelayed: known.isDelayed };
    }
  }
}

/** The connection is away: what was told last may have changed since. */
export function afterLoss({ people }: Presences): Presences {
  return { people, isLive: false, isDelayed: false };
}

/**
 * What is shown of somebody; undefined where they may not be seen. What is not certain is said to be
 * so: nobody is shown as offline because this page, or the server, cannot tell.
 */
export function shownOf(known: Presences, id: string, now: number): PersonPresence | undefined {
  const presence = known.people.get(id);
  if (!presence) {
    return undefined;
  }
  const { status: told, ...others } = presence;
  const status = statusAt(told, now);
  const isSure = known.isLive && !known.isDelayed;
  return {
    ...others,
    ...(status && { status }),
    state: isSure || presence.state === 'invisible' ? presence.state : 'unknown',
  };
}

export function samePresence(
  a: PersonPresence | undefined,
  b: PersonPresence | undefined,
): boolean {
  return (
    a?.state === b?.state &&
    a?.lastSeen === b?.lastSeen &&
    a?.dnd === b?.dnd &&
    a?.status?.text === b?.status?.text &&
    a?.status?.emoji === b?.status?.emoji &&
    a?.status?.until === b?.status?.until
  );
}
