import { asObject, optionalText, text } from './json';
import { time } from './events';
import { decodePerson, type Person } from './people';
import { standingOf } from './rooms';

/** Somebody inside a room. */
export interface Member extends Person {
  readonly standing: string;
  readonly mutedUntil?: number;
}

/** Somebody who is kept out of a room. */
export interface RoomBan {
  readonly user: Person;
  readonly bannedBy?: Person;
  readonly bannedAt: number;
  readonly reason?: string;
}

export function decodeMember(value: unknown): Member {
  const { standing, mutedUntil } = standingOf(asObject(value));
  return {
    ...decodePerson(value),
    standing: standing ?? 'member',
    ...(mutedUntil !== undefined && { mutedUntil }),
  };
}

export function decodeRoomBan(value: unknown): RoomBan {
  const from = asObject(value);
  const reason = optionalText(from, 'reason');
  const by = from['bannedBy'];
  return {
    user: decodePerson(from['user']),
    bannedAt: time(text(from, 'bannedAt')),
    ...(typeof by === 'object' && by !== null && { bannedBy: decodePerson(by) }),
    ...(reason !== undefined && { reason }),
  };
}
