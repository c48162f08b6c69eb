import { asObject, flag, optionalText } from './json';
import { time } from './events';

/** Of what in a room one wants to hear. */
export type Level = 'all' | 'mentions' | 'nothing';

/** How I want to hear of a room. */
export interface Preferences {
  readonly level: Level;
  /** Nothing of the room counts before that time. */
  readonly mutedUntil?: number;
  readonly favourite: boolean;
}

/** As long as nobody has chosen anything. */
export const USUAL: Preferences = { level: 'all', favourite: false };

export function decodePreferences(value: unknown): Preferences {
  const from = asObject(value);
  const level = optionalText(from, 'level');
  const mutedUntil = optionalText(from, 'mutedUntil');
  return {
    level: level === 'mentions' || level === 'nothing' ? level : 'all',
    ...(mutedUntil !== undefined && { mutedUntil: time(mutedUntil) }),
    favourite: flag(from, 'favourite'),
  };
}

/** What counts now: while a room is muted, nothing does. */
export function levelNow({ level, mutedUntil }: Preferences, now: number): Level {
  return mutedUntil !== undefined && mutedUntil > now ? 'nothing' : level;
}
