import {
  decodeCounters,
  decodeMove,
  decodeNews,
  type News,
  type ReadMove,
  type RoomCounters,
} from './counters';
import { asObject, list, optionalText, text } from './json';
import { decodePreferences, type Preferences } from './preferences';

/** What all devices of a person are told. */
export type InboxNotice =
  | { readonly type: 'room.changed' | 'room.removed'; readonly roomId: string }
  /** One of my devices has moved a mark. */
  | { readonly type: 'read'; readonly move: ReadMove }
  | { readonly type: 'counters'; readonly rooms: readonly RoomCounters[] }
  | { readonly type: 'heads'; readonly rooms: readonly News[] }
  | { readonly type: 'preferences'; readonly roomId: string; readonly preferences: Preferences };

/** Undefined for what this client does not know. */
export function decodeInboxNotice(value: unknown): InboxNotice | undefined {
  const from = asObject(value);
  const type = optionalText(from, 'type') ?? '';
  switch (type) {
    case 'room.changed':
    case 'room.removed':
      return { type, roomId: text(from, 'roomId') };
    case 'read':
      return { type, move: decodeMove(from) };
    case 'counters':
      return { type, rooms: decodeCounters(from) };
    case 'heads':
      return { type, rooms: list(from['rooms'], decodeNews) };
    case 'preferences':
      return { type, roomId: text(from, 'roomId'), preferences: decodePreferences(from) };
    default:
      return undefined;
  }
}
