import { fullTime } from '../time/words';
import {
  DecodeError,
  asObject,
  flag,
  list,
  optionalCount,
  optionalText,
  text,
  type JsonObject,
} from './json';
import { countersIn, type Counters } from './counters';
import { decodeEvent, time, type RoomEvent } from './events';
import { decodePerson, type Person, type Role } from './people';
import { decodeFolded } from './foldedMessage';
import { decodePreferences, type Preferences } from './preferences';
import { decodeSettings, type RoomSettings } from './roomSettings';

export type RoomKind = 'direct' | 'group' | 'announce' | 'support';

export interface Room {
  readonly id: string;
  readonly kind: RoomKind;
  readonly name: string;
  readonly version: number;
  /** The other person of a direct room. */
  readonly with?: Person;
  readonly headSeq: number;
  /** What I am to the room: `member`, `spectator`, `muted`, … */
  readonly standing?: string;
  readonly mutedUntil?: number;
  /** A direct room of two who are no admins (any more): nobody writes. */
  readonly frozen?: boolean;
  /** An announce room that everybody reads. */
  readonly forEverybody?: boolean;
  /** Of a support room. */
  readonly queue?: { readonly id: string; readonly name: string };
  /** The agent who works on a support room. */
  readonly claimedBy?: Person;
  readonly createdAt?: number;
  /** The first seq that I may read, where history begins with my joining. */
  readonly historyFrom?: number;
  /** What the room has set for itself; absent where all is as usual. */
  readonly settings?: RoomSettings;
  /** When the last event was, or the making of the room. */
  readonly lastAt?: number;
  /** The newest message, where the room stands in a list; what happened last where there is none. */
  readonly lastEvent?: RoomEvent;
  /** How I want to hear of it; absent where the room stands alone. */
  readonly preferences?: Preferences;
  /** What waited in it when it was read; absent where the room stands alone, or the server is older. */
  readonly counters?: Counters;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export function decodeRoom(value: unknown): Room {
  const from = asObject(value);
  const lastAt = optionalText(from, 'lastAt');
  const createdAt = optionalText(from, 'createdAt');
  const historyFrom = optionalCount(from, 'historyFrom');
  const counters = countersIn({ headSeq: 0, ...from });
  return {
    id: text(from, 'id'),
    kind: kindOf(text(from, 'kind')),
    name: optionalText(from, 'name') ?? '',
    version: optionalCount(from, 'version') ?? 0,
    headSeq: optionalCount(from, 'headSeq') ?? 0,
    ...(from['with'] !== undefined && { with: decodePerson(from['with']) }),
    ...(lastAt !== undefined && { lastAt: time(lastAt) }),
    ...lastEventIn(from),
    ...(createdAt !== undefined && { createdAt: time(createdAt) }),
    ...(historyFrom !== undefined && { historyFrom }),
    ...standingOf(from),
    ...(isThere(from['settings']) && { settings: decodeSettings(from['settings']) }),
    ...(isThere(from['preferences']) && { preferences: decodePreferences(from['preferences']) }),
    ...(counters && { counters }),
    ...(from['queue'] !== undefined && { queue: decodeQueueRef(from['queue']) }),
    ...(from['claimedBy'] !== undefined && { claimedBy: decodePerson(from['claimedBy']) }),
  };
}

/** The newest message as it is now, where the server tells it; else what happened last. */
function lastEventIn(from: JsonObject): Pick<Room, 'lastEvent'> {
  if (isThere(from['lastMessage'])) {
    const message = decodeFolded(from['lastMessage']);
    const { seq, messageId, at, author, text: words, threadRoot } = message;
    const content = {
      kind: 'message',
      ...(words !== undefined && { text: words }),
      ...(threadRoot !== undefined && { threadRoot }),
    } as const;
    const roomId = text(from, 'id');
    return { lastEvent: { roomId, seq, messageId, at, actor: author, content } };
  }
  return isThere(from['lastEvent']) ? { lastEvent: decodeEvent(from['lastEvent']) } : {};
}

/** The standing of somebody in a room, as rooms and members have it. */
export function standingOf(
  from: JsonObject,
): Pick<Room, 'standing' | 'mutedUntil' | 'frozen' | 'forEverybody'> {
  const standing = optionalText(from, 'standing');
  const mutedUntil = optionalText(from, 'mutedUntil');
  return {
    ...(standing !== undefined && { standing }),
    ...(mutedUntil !== undefined && { mutedUntil: time(mutedUntil) }),
    ...(flag(from, 'frozen') && { frozen: true }),
    ...(optionalText(from, 'audience') === 'everybody' && { forEverybody: true }),
  };
}

/** Why one cannot write in a room, in words; undefined where one can. The server decides in the end. */
export function whyClosed(room: Room, role: Role, now: number): string | undefined {
  const neitherIsAdmin = room.with !== undefined && role !== 'ADMIN' && room.with.role !== 'ADMIN';
  if (room.kind === 'direct' && (room.frozen === true || neitherIsAdmin)) {
    return 'This conversation is frozen: neither of you is an admin any more. It can still be read.';
  }
  if (room.mutedUntil !== undefined && room.mutedUntil > now) {
    return `You are muted until ${fullTime(room.mutedUntil)}. You can read meanwhile.`;
  }
  if (room.kind === 'announce' && (role !== 'ADMIN' || room.standing === 'none')) {
    return 'Only admins write here. You will see every announcement.';
  }
  return room.standing === 'spectator' ? 'You are a spectator here: you read along.' : undefined;
}

export function pageOf<T>(decode: (item: unknown) => T): (value: unknown) => Page<T> {
  return (value) => {
    const from = asObject(value);
    const next = optionalText(from, 'next');
    return { items: list(from['items'], decode), ...(next !== undefined && { next }) };
  };
}

/** What a room is called on the screen. */
export function titleOf(room: Room): string {
  if (room.kind === 'direct') {
    return room.with?.displayName ?? 'Direct messages';
  }
  if (room.kind === 'support') {
    return room.with?.displayName ?? `Support: ${room.queue?.name ?? room.name}`;
  }
  return room.name === '' ? 'Unnamed room' : room.name;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function decodeQueueRef(value: unknown): { id: string; name: string } {
  const from = asObject(value);
  return { id: text(from, 'id'), name: text(from, 'name') };
}

function kindOf(name: string): RoomKind {
  if (name === 'direct' || name === 'group' || name === 'announce' || name === 'support') {
    return name;
  }
  throw new DecodeError('unknown kind of room');
}
