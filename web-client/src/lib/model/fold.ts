import { sameMentions, type Mention } from './mentions';
import type { Actor, Change, ReactionChange, ReplyTo, RoomEvent } from './events';

/** Somebody's act upon a message, with its seq. */
export interface Mark {
  readonly seq: number;
  readonly at: number;
  readonly by: Actor;
}

export interface Deletion extends Mark {
  readonly reason?: string;
}

/** An emoji, and who reacted with it, in the order in which they did; at least one. */
export interface EmojiCount {
  readonly emoji: string;
  readonly people: readonly { readonly userId: string; readonly name: string }[];
}

/** What a message is after a run of its room's events; the same for everybody who folds that run. */
export interface FoldedMessage {
  readonly seq: number;
  readonly messageId: string;
  readonly clientMsgId?: string;
  readonly at: number;
  readonly author: Actor;
  /** Absent once it is deleted. */
  readonly text?: string;
  /** 1, and one more with each edit; 0 once it is deleted. */
  readonly version: number;
  readonly edited?: Mark;
  readonly deleted?: Deletion;
  readonly replyTo?: ReplyTo;
  /** The seq of the message whose thread it belongs to; stays when it is deleted. */
  readonly threadRoot?: number;
  readonly mentions?: readonly Mention[];
  /** In the order in which each emoji came. */
  readonly reactions: readonly EmojiCount[];
  readonly pinned?: Mark;
}

/** Different emoji on one message; a further one changes nothing. */
const MOST_EMOJI = 50;
/** Different emoji of one person on one message. */
const MOST_EMOJI_OF_ONE = 20;
/** Reactions of all people to one message. */
const MOST_REACTIONS = 2_000;
/** Versions of one message: a further edit changes nothing. */
const MOST_VERSIONS = 100;

/**
 * The messages that a run of events creates, by their seq, as they are at its end. Depends on the events
 * alone: no clock, no settings. It never refuses: what came too late or is not its actor's to do changes
 * nothing, for everybody. The server folds alike, and the same samples hold both.
 * @param before messages as they are before the first of the events
 */
export function foldedMessages(
  events: readonly RoomEvent[],
  before: Iterable<FoldedMessage> = [],
): Map<number, FoldedMessage> {
  const messages = new Map(Array.from(before, (message) => [message.seq, message]));
  for (const event of events) {
    const { content } = event;
    if (content.kind === 'message') {
      messages.set(event.seq, created(event, content));
    } else if ('target' in content) {
      const before = messages.get(content.target.seq);
      if (before && before.messageId === content.target.messageId && !before.deleted) {
        messages.set(before.seq, changed(before, event, content));
      }
    }
  }
  return messages;
}

type Content<K extends RoomEvent['content']['kind']> = Extract<RoomEvent['content'], { kind: K }>;

function created(event: RoomEvent, content: Content<'message'>): FoldedMessage {
  const { text, replyTo, threadRoot, mentions } = content;
  const { seq, at, actor, messageId = `seq-${seq}`, clientMsgId } = event;
  return {
    seq,
    messageId,
    ...(clientMsgId !== undefined && { clientMsgId }),
    at,
    author: actor,
    ...(text !== undefined && { text }),
    version: 1,
    ...(replyTo !== undefined && { replyTo }),
    ...(threadRoot !== undefined && { threadRoot }),
    ...(mentions && { mentions }),
    reactions: [],
  };
}

function changed(before: FoldedMessage, event: RoomEvent, change: Change): FoldedMessage {
  switch (change.kind) {
    case 'edited':
      return edited(before, event, change);
    case 'deleted':
      return deleted(before, event, change);
    case 'reacted':
      return { ...before, reactions: change.changes.reduce(reacted, before.reactions) };
    case 'pinned':
      return { ...before, pinned: markOf(event) };
    case 'unpinned': {
      const { pinned: _pinned, ...rest } = before;
      return rest;
    }
  }
}

/** Only its author edits a message. An edit of another version than the present one came too late. */
function edited(
  before: FoldedMessage,
  event: RoomEvent,
  { text, mentions, ifVersion = before.version }: Content<'edited'>,
): FoldedMessage {
  const { mentions: former, ...rest } = before;
  const counts =
    event.actor.id === before.author.id &&
    ifVersion === before.version &&
    text !== undefined &&
    (text !== before.text || !sameMentions(mentions, former)) &&
    before.version < MOST_VERSIONS;
  return counts
    ? {
        ...rest,
        text,
        version: before.version + 1,
        edited: markOf(event),
        ...(mentions && { mentions }),
      }
    : before;
}

function deleted(
  before: FoldedMessage,
  event: RoomEvent,
  { reason }: Content<'deleted'>,
): FoldedMessage {
  if (event.actor.id !== before.author.id && event.actor.role !== 'ADMIN') {
    return before;
  }
  const { seq, messageId, clientMsgId, at, author, threadRoot } = before;
  return {
    seq,
    messageId,
    ...(clientMsgId !== undefined && { clientMsgId }),
    at,
    author,
    ...(threadRoot !== undefined && { threadRoot }),
    version: 0,
    deleted: { ...markOf(event), ...(reason !== undefined && { reason }) },
    reactions: [],
  };
}

function markOf({ seq, at, actor }: RoomEvent): Mark {
  return { seq, at, by: actor };
}

type Reactions = FoldedMessage['reactions'];

function reacted(before: Reactions, change: ReactionChange): Reactions {
  const { emoji, userId, name } = change;
  if (change.op === 'remove') {
    return replaced(before, emoji, (people) => people.filter((each) => each.userId !== userId));
  }
  if (isFull(before, change)) {
    return before;
  }
  const person = { userId, name };
  return before.some((each) => each.emoji === emoji)
    ? replaced(before, emoji, (people) => [...people, person])
    : [...before, { emoji, people: [person] }];
}

/** Whether one more would be too many, or is there already. */
function isFull(reactions: Reactions, { emoji, userId }: ReactionChange): boolean {
  const own = reactions.filter(({ people }) => people.some((each) => each.userId === userId));
  const all = reactions.reduce((sum, { people }) => sum + people.length, 0);
  const isNew = reactions.every((each) => each.emoji !== emoji);
  return (
    own.some((each) => each.emoji === emoji) ||
    own.length >= MOST_EMOJI_OF_ONE ||
    all >= MOST_REACTIONS ||
    (isNew && reactions.length >= MOST_EMOJI)
  );
}

function replaced(
  reactions: Reactions,
  emoji: string,
  change: (people: EmojiCount['people']) => EmojiCount['people'],
): Reactions {
  return reactions
    .map((each) => (each.emoji === emoji ? { emoji, people: change(each.people) } : each))
    .filter(({ people }) => people.length > 0);
}

/** The newest message that is not deleted, as it is now. Looks no further back than it has to. */
export function newestMessage(events: readonly RoomEvent[]): FoldedMessage | undefined {
  const changes: RoomEvent[] = [];
  for (const event of events.toReversed()) {
    const { content } = event;
    if ('target' in content) {
      changes.push(event);
    } else if (content.kind === 'message' && content.text !== undefined) {
      const own = changes.filter(({ content: other }) => isAbout(other, event.seq)).reverse();
      const message = foldedMessages([event, ...own]).get(event.seq);
      if (message && !message.deleted) {
        return message;
      }
    }
  }
  return undefined;
}

function isAbout(content: RoomEvent['content'], seq: number): boolean {
  return 'target' in content && content.target.seq === seq;
}

/** The newest message of a person that is not deleted, as it is now. */
export function newestOwn(events: readonly RoomEvent[], userId: string): FoldedMessage | undefined {
  return [...foldedMessages(events).values()].findLast(
    ({ author, text }) => author.id === userId && text !== undefined,
  );
}
