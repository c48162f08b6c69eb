import { createContext, useContext, useSyncExternalStore } from 'react';
import type { MessageAction } from '../../lib/model/actions';
import { decodeTarget, type Target } from '../../lib/model/events';
import type { FoldedMessage } from '../../lib/model/fold';
import { DecodeError, asObject, text } from '../../lib/model/json';
import type { Rights } from '../../lib/model/rights';
import type { Room } from '../../lib/model/rooms';
import { Store } from '../../lib/state/store';
import { excerptOf } from '../../lib/text/clip';

/** A menu that is open on a message, and where. */
export interface OpenMenu {
  readonly message: FoldedMessage;
  readonly at: { readonly x: number; readonly y: number };
  readonly shows: 'actions' | 'emoji';
}

/** What is being replied to; kept with the words that are half written. */
export interface Reply {
  readonly target: Target;
  readonly author: string;
  readonly excerpt: string;
}

export function replyTo(message: FoldedMessage): Reply {
  const excerpt = excerptOf(message.text ?? '');
  return { target: targetOf(message), author: message.author.name, excerpt };
}

/** Reads what was kept of a reply; what cannot be read is as good as absent. */
export function keptReply(kept: unknown): Reply | undefined {
  try {
    const from = asObject(kept);
    const target = decodeTarget(from['target']);
    return { target, author: text(from, 'author'), excerpt: text(from, 'excerpt') };
  } catch (error) {
    if (error instanceof DecodeError) {
      return undefined;
    }
    throw error;
  }
}

/** What somebody is about to do in the room that is open. */
export class RoomIntent {
  readonly replyingTo: Store<Reply | undefined>;
  /** The seq of the message whose words are being changed. */
  readonly editing = new Store<number | undefined>(undefined);
  readonly deleting = new Store<FoldedMessage | undefined>(undefined);
  /** The message whose earlier words are shown. */
  readonly versions = new Store<FoldedMessage | undefined>(undefined);
  /** The message of which one asks who has read it. */
  readonly seenBy = new Store<Pick<FoldedMessage, 'seq'> | undefined>(undefined);
  readonly menu = new Store<OpenMenu | undefined>(undefined);
  /** The seq of a message to go to; it is another object each time that somebody asks. */
  readonly jump = new Store<{ readonly seq: number } | undefined>(undefined);
  /** The seq of the message that was gone to just now. */
  readonly marked = new Store<number | undefined>(undefined);

  constructor(reply: Reply | undefined) {
    this.replyingTo = new Store(reply);
  }
}

/** What the parts of an open room share. */
export interface RoomScope {
  readonly roomId: string;
  /** The root of the thread that is open here; absent among the messages of the room. */
  readonly thread?: number;
  readonly intent: RoomIntent;
  readonly rights: Rights;
  readonly myId: string;
  /** Does it at once, and undoes it where the server refuses it. */
  readonly act: (action: MessageAction) => void;
}

/** The room that is open. Apart from its scope, so that what needs less is not drawn anew with it. */
export const OpenRoomContext = createContext<Room | undefined>(undefined);

export function useOpenRoom(): Room {
  return required(useContext(OpenRoomContext));
}

export const RoomScopeContext = createContext<RoomScope | undefined>(undefined);

export function useRoomScope(): RoomScope {
  return required(useContext(RoomScopeContext));
}

function required<T>(found: T | undefined): T {
  if (found === undefined) {
    throw new Error('no room is open here');
  }
  return found;
}

/** Where the list of a room's threads is. */
export function threadsAddress(roomId: string): string {
  return `#/rooms/${roomId}/threads`;
}

/** Where a thread of a room is. */
export function threadAddress(roomId: string, seq: number): string {
  return `${threadsAddress(roomId)}/${seq}`;
}

/** Where a message is: in its thread, where it belongs to one. */
export function messageAddress(
  roomId: string,
  { seq, threadRoot }: Pick<FoldedMessage, 'seq' | 'threadRoot'>,
): string {
  return threadRoot === undefined
    ? `#/rooms/${roomId}/messages/${seq}`
    : `${threadAddress(roomId, threadRoot)}/${seq}`;
}

/** Whether a store holds this value: what is drawn anew is only whose answer has changed. */
export function useHolds<T>(store: Store<T>, value: T): boolean {
  return useSyncExternalStore(store.watch, () => store.get() === value);
}

/** Adds my reaction to a message, or takes it back where it is there. */
export function reactionTo(message: FoldedMessage, emoji: string, myId: string): MessageAction {
  const isThere = message.reactions.some(
    (each) => each.emoji === emoji && each.people.some(({ userId }) => userId === myId),
  );
  return { kind: 'react', target: targetOf(message), emoji, op: isThere ? 'remove' : 'add' };
}

export function targetOf({ seq, messageId }: FoldedMessage): Target {
  return { seq, messageId };
}
