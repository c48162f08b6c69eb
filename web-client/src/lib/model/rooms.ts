import { DecodeError, asObject, list, optionalCount, optionalText, text } from './json';
import { time } from './events';
import { decodePerson, type Person } from './people';

export type RoomKind = 'direct' | 'group' | 'announce';

export interface Room {
  readonly id: string;
  readonly kind: RoomKind;
  readonly name: string;
  readonly version: number;
  /** The other person of a direct room. */
  readonly with?: Person;
  readonly headSeq: number;
  /** When the last event was, or the making of the room. */
  readonly lastAt?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** What the inbox tells: a room of mine is new, changed or gone. */
export interface InboxNotice {
  readonly type: 'room.changed' | 'room.removed';
  readonly roomId: string;
}

export function decodeRoom(value: unknown): Room {
  const from = asObject(value);
  const lastAt = optionalText(from, 'lastAt');
  return {
    id: text(from, 'id'),
    kind: kindOf(text(from, 'kind')),
    name: optionalText(from, 'name') ?? '',
    version: optionalCount(from, 'version') ?? 0,
    headSeq: optionalCount(from, 'headSeq') ?? 0,
    ...(from['with'] !== undefined && { with: decodePerson(from['with']) }),
    ...(lastAt !== undefined && { lastAt: time(lastAt) }),
  };
}

export function pageOf<T>(decode: (item: unknown) => T): (value: unknown) => Page<T> {
  return (value) => {
    const from = asObject(value);
    const next = optionalText(from, 'next');
    return { items: list(from['items'], decode), ...(next !== undefined && { next }) };
  };
}

export function decodeInboxNotice(value: unknown): InboxNotice | undefined {
  const from = asObject(value);
  const type = optionalText(from, 'type');
  return type === 'room.changed' || type === 'room.removed'
    ? { type, roomId: text(from, 'roomId') }
    : undefined;
}

/** What a room is called on the screen. */
export function titleOf(room: Room): string {
  if (room.kind === 'direct') {
    return room.with?.displayName ?? 'Direct messages';
  }
  return room.name === '' ? 'Unnamed room' : room.name;
}

function kindOf(name: string): RoomKind {
  if (name === 'direct' || name === 'group' || name === 'announce') {
    return name;
  }
  throw new DecodeError('unknown kind of room');
}
