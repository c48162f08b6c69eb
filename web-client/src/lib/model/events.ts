import { DecodeError, asObject, count, list, optionalText, text, type JsonObject } from './json';
import { roleOf, type Role } from './people';

/** Who did it, with the name and role of that moment. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

export type EventContent =
  | { readonly kind: 'message'; readonly text: string; readonly replyTo?: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'joined'; readonly userId: string; readonly name: string }
  | { readonly kind: 'left'; readonly userId: string; readonly name: string }
  | { readonly kind: 'renamed'; readonly name: string }
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

function decodeActor(value: unknown): Actor {
  const from = asObject(value);
  return { id: text(from, 'id'), name: text(from, 'name'), role: roleOf(text(from, 'role')) };
}

/** The content may be beyond this client; the number of the event must not be lost with it. */
function decodeContent(type: string, value: unknown): EventContent {
  try {
    return contentOf(type, value);
  } catch (error) {
    if (error instanceof DecodeError) {
      return { kind: 'unreadable' };
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
    case 'room.updated':
      return { kind: 'renamed', name: text(asObject(value), 'name') };
    default:
      return { kind: 'other' };
  }
}

function messageContent(data: JsonObject): EventContent {
  const replyTo = optionalText(data, 'replyTo');
  return { kind: 'message', text: text(data, 'text'), ...(replyTo !== undefined && { replyTo }) };
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
