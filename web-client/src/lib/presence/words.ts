import type { PersonPresence, PresenceState } from '../model/presence';
import { ago } from '../time/words';

const STATES: Readonly<Record<PresenceState, string>> = {
  online: 'Online',
  away: 'Away',
  offline: 'Offline',
  unknown: 'Not sure right now',
  invisible: 'Invisible',
};

/** "Online", "Away, do not disturb". */
export function stateWords({ state, dnd }: PersonPresence): string {
  return dnd ? `${STATES[state]}, do not disturb` : STATES[state];
}

/** The same, and since when somebody is not there. */
export function presenceWords(presence: PersonPresence, now: number): string {
  const { state, lastSeen } = presence;
  return state === 'offline' && lastSeen !== undefined
    ? `Last seen ${ago(lastSeen, now)}`
    : stateWords(presence);
}
