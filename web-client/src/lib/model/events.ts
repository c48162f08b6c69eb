import {
  DecodeError,
  asObject,
  count,
  list,
  optionalCount,
  optionalText,
  text,
  type JsonObject,
} from './json';
import { decodeMentions, type Mention } from './mentions';
import { roleOf, type Role } from './people';
import { decodeSettings, type RoomSettings } from './roomSettings';

/** Who did it, with the name and role of that moment. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** A message that something else is about: `seq` finds it, `messageId` proves that it is the one. */
export interface Target {
  readonly seq: number;
  readonly messageId: string;
}

/** What a message replies to; the first releases named it by its id alone. */
export type ReplyTo = Pick<Target, 'messageId'> & Partial<Target>;

export interface ReactionChange {
  readonly userId: string;
  readonly name: string;
  readonly emoji: string;
  readonly op: 'add' | 'remove';
}

/** What changes a message that is there: it has a number of its own and no place in the timeline. */
export type Change =
  | {
      readonly kind: 'edited';
      readonly target: Target;
      /** Absent once the message was deleted: its words are gone from all that told of them. */
      readonly text?: string;
      /** All that the new text mentions. */
      readonly mentions?: readonly Mention[];
      readonly ifVersion?: number;
    }
  | { readonly kind: 'deleted'; readonly target: Target; readonly reason?: string }
  | {
      readonly kind: 'reacted';
      readonly target: Target;
      readonly changes: readonly ReactionChange[];
    }
  | { readonly kind: 'pinned' | 'unpinned'; readonly target: Target };

export type EventContent =
  | Change
  /** Without text where it was deleted since. */
  | {
      readonly kind: 'message';
      readonly text?: string;
      readonly replyTo?: ReplyTo;
      /** The seq of the message whose thread it belongs to. */
      readonly threadRoot?: number;
      readonly mentions?: readonly Mention[];
    }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'joined'; readonly userId: string; readonly name: string }
  | { readonly kind: 'left'; readonly userId: string; readonly name: string }
  | { readonly kind: 'renamed'; readonly name: string }
  | { readonly kind: 'settings'; readonly settings: RoomSettings }
  | {
      readonly kind: 'standing';
      readonly userId: string;
      readonly name: string;
      readonly standing: string;
      readonly until?: number;
    }
  | { readonly kind: 'claimed'; readonly userId: string; readonly name: string }
  | { readonly kind: 'released'; readonly userId: string; readonly name: string }
  /** A type that this client does not know: it shows nothing but keeps its number. */
  | { readonly kind: 'other' };

/** One durable event of a room. Events of a room are numbered 1, 2, 3, … */
export interface RoomEvent {
  readonly roomId: string;
  readonly seq: number;
  readonly at: number;
  readonly actor: Actor;
  readonly messageId?: string;
  readonly clientMsgId?: string;
  readonly content: EventContent;
}

export interface HistoryPage {
  readonly items: readonly RoomEvent[];
  readonly headSeq: number;
}

export function decodeEvent(value: unknown): RoomEvent {
  const from = asObject(value);
  const messageId = optionalText(from, 'messageId');
  const clientMsgId = optionalText(from, 'clientMsgId');
  return {
    roomId: text(from, 'roomId'),
    seq: count(from, 'seq'),
    at: time(text(from, 'at')),
    actor: decodeActor(from['actor']),
    content: decodeContent(text(from, 'type'), from['data']),
    ...(messageId !== undefined && { messageId }),
    ...(clientMsgId !== undefined && { clientMsgId }),
  };
}

export function isChange(content: EventContent): content is Change {
  return 'target' in content;
}

export function isInThread(content: EventContent): boolean {
  return content.kind === 'message' && content.threadRoot !== undefined;
}

export function decodeHistoryPage(value: unknown): HistoryPage {
  const from = asObject(value);
  return { items: list(from['items'], decodeEvent), headSeq: count(from, 'headSeq') };
}

export function time(rfc3339: string): number {
  const millis = Date.parse(rfc3339);
  if (Number.isNaN(millis)) {
    throw new DecodeError('a time was expected');
  }
  return millis;
}

export function decodeActor(value: unknown): Actor {
  const from = asObject(value);
  return { id: text(from, 'id'), name: text(from, 'name'), role: roleOf(text(from, 'role')) };
}

/** What changes a message has no place of its own, so nothing stands in for what cannot be read. */
const CHANGES = new Set([
  'message.edited',
  'message.deleted',
  'message.pinned',
  'message.unpinned',
  'reaction.changed',
]);

/** The content may be beyond this client; the number of the event must not be lost with it. */
function decodeContent(type: string, value: unknown): EventContent {
  try {
    return contentOf(type, value);
  } catch (error) {
    if (error instanceof DecodeError) {
      return { kind: CHANGES.has(type) ? 'other' : 'unreadable' };
    }
    throw error;
  }
}

function contentOf(type: string, value: unknown): EventContent {
  switch (type) {
    case 'message.created':
      return messageContent(asObject(value));
    case 'message.unreadable':
      return { kind: 'unreadable' };
    case 'message.edited':
      return editedContent(asObject(value));
    case 'message.deleted':
      return deletedContent(asObject(value));
    case 'reaction.changed':
      return reactedContent(asObject(value));
    case 'message.pinned':
      return { kind: 'pinned', target: targetOf(asObject(value)) };
    case 'message.unpinned':
      return { kind: 'unpinned', target: targetOf(asObject(value)) };
    case 'member.joined':
      return { kind: 'joined', ...member(asObject(value)) };
    case 'member.left':
      return { kind: 'left', ...member(asObject(value)) };
    case 'member.changed':
      return standingContent(asObject(value));
    case 'support.claimed':
      return { kind: 'claimed', ...member(asObject(value)) };
    case 'support.released':
      return { kind: 'released', ...member(asObject(value)) };
    case 'room.settings':
      return { kind: 'settings', settings: decodeSettings(asObject(value)['settings']) };
    case 'room.updated':
      return { kind: 'renamed', name: text(asObject(value), 'name') };
    default:
      return { kind: 'other' };
  }
}

function messageContent(data: JsonObject): EventContent {
  const words = optionalText(data, 'text');
  if (words === undefined && data['text'] !== undefined) {
    throw new DecodeError('"text" must be text');
  }
  const replyTo = decodeReply(data);
  const threadRoot = optionalCount(data, 'threadRoot');
  return {
    kind: 'message',
    ...wordsIn(words, data),
    ...(replyTo !== undefined && { replyTo }),
    ...(threadRoot !== undefined && { threadRoot }),
  };
}

/** Words, and whom they mention. */
function wordsIn(
  words: string | undefined,
  data: JsonObject,
): { readonly text?: string; readonly mentions?: readonly Mention[] } {
  const mentions = words === undefined ? undefined : decodeMentions(data['mentions'], words);
  return { ...(words !== undefined && { text: words }), ...(mentions && { mentions }) };
}

/** What a message replies to, in an event or a message as it is now. */
export function decodeReply(data: JsonObject): ReplyTo | undefined {
  const messageId = optionalText(data, 'replyTo');
  const seq = optionalCount(data, 'replySeq');
  return messageId === undefined ? undefined : { messageId, ...(seq !== undefined && { seq }) };
}

function editedContent(data: JsonObject): EventContent {
  const words = optionalText(data, 'text');
  const ifVersion = optionalCount(data, 'ifVersion');
  return {
    kind: 'edited',
    target: targetOf(data),
    ...wordsIn(words, data),
    ...(ifVersion !== undefined && { ifVersion }),
  };
}

function deletedContent(data: JsonObject): EventContent {
  const reason = optionalText(data, 'reason');
  return { kind: 'deleted', target: targetOf(data), ...(reason !== undefined && { reason }) };
}

function reactedContent(data: JsonObject): EventContent {
  return {
    kind: 'reacted',
    target: targetOf(data),
    changes: list(data['changes'], decodeReactionChange),
  };
}

function decodeReactionChange(value: unknown): ReactionChange {
  const from = asObject(value);
  const op = text(from, 'op');
  if (op !== 'add' && op !== 'remove') {
    throw new DecodeError('"op" must be add or remove');
  }
  return {
    userId: text(from, 'userId'),
    name: optionalText(from, 'name') ?? '',
    emoji: text(from, 'emoji'),
    op,
  };
}

function targetOf(data: JsonObject): Target {
  return decodeTarget(data['target']);
}

export function decodeTarget(value: unknown): Target {
  const from = asObject(value);
  return { seq: count(from, 'seq'), messageId: text(from, 'messageId') };
}

function standingContent(data: JsonObject): EventContent {
  const until = optionalText(data, 'until');
  const standing = text(data, 'standing');
  const when = until === undefined ? {} : { until: time(until) };
  return { kind: 'standing', ...member(data), standing, ...when };
}

function member(data: JsonObject): { userId: string; name: string } {
  return { userId: text(data, 'userId'), name: text(data, 'name') };
}
