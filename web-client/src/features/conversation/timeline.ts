import { expectedEvent } from '../../lib/model/actions';
import {
  isInThread,
  type Actor,
  type EventContent,
  type ReplyTo,
  type RoomEvent,
} from '../../lib/model/events';
import type { FoldedMessage } from '../../lib/model/fold';
import type { Mention } from '../../lib/model/mentions';
import type { RoomSettings } from '../../lib/model/roomSettings';
import {
  messagesAfter,
  threadsOf,
  type FoldedPage,
  type ThreadSummary,
} from '../../lib/model/threads';
import { wordsFor } from '../../lib/model/problems';
import type { OutboxItem, SendState } from '../../lib/stomp/outbox';
import { isolated } from '../../lib/text/bidi';
import { fullTime, sameDay } from '../../lib/time/words';

/** One bubble: a message of the room, or one that is on its way there. */
export interface Bubble {
  readonly key: string;
  readonly text: string;
  readonly mentions?: readonly Mention[];
  readonly at: number;
  /** Only of what is in the room. */
  readonly message?: FoldedMessage;
  readonly reply?: Quote;
  /** What hangs on a message as its thread; absent where it is shown within that. */
  readonly thread?: ThreadSummary;
  /** The root of the thread that it belongs to, where it stands among other messages. */
  readonly inThread?: number;
  readonly unreadable?: true;
  /** Only of what is not in the room yet. */
  readonly sending?: { readonly state: SendState; readonly problem?: string };
}

/** What a reply answers, as it is now. */
export interface Quote {
  /** Absent where an old message names its target by its id alone, and that is not loaded. */
  readonly seq?: number;
  /** Absent where the target is not loaded. */
  readonly author?: string;
  /** Absent where the target is deleted or not loaded. */
  readonly text?: string;
  /** The seq of the newest change of a target that is not loaded. */
  readonly changedAt?: number;
}

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'system'; readonly key: string; readonly text: string; readonly at: number }
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly author: Actor;
      readonly mine: boolean;
      readonly bubbles: readonly Bubble[];
    };

export interface Range {
  readonly after: number;
  readonly upTo: number;
}

/** After a longer pause the name is said again. */
const GROUP_MS = 5 * 60_000;

/**
 * What a room looks like: days, messages as they are now, grouped by author, system lines, then what is
 * on its way. What changes a message and waits to be sent is shown as if it had been taken.
 * @param pending what waits to be sent to this room
 * @param unread what had not been read when the room was opened: after one seq, up to another
 * @param threads whether answers in threads stand among the other messages
 */
export function timelineOf(
  events: readonly RoomEvent[],
  pending: readonly OutboxItem[],
  me: Actor,
  unread: Range | null,
  threads: RoomSettings['threads'] = 'inline',
): Row[] {
  const messages = messagesOf(events, pending, me);
  const rows = new Rows(me.id, messages, lastChanges(events));
  rows.threads = threadsOf(messages.values());
  const isHere = ({ content }: RoomEvent) => threads === 'inline' || !isInThread(content);
  for (const event of events.filter(isHere)) {
    if (unread !== null && event.seq > unread.after && event.seq <= unread.upTo) {
      rows.markNew(event);
    }
    rows.event(event);
  }
  const isWaiting = notAmong(messages.values(), me);
  for (const item of pending) {
    if (isWaiting(item) && (threads === 'inline' || threadIn(item) === undefined)) {
      rows.pending(item, me);
    }
  }
  return rows.rows;
}

/** What a thread looks like: the message that it hangs on, and what was answered. */
export interface ThreadRows {
  readonly root: readonly Row[];
  readonly replies: readonly Row[];
}

/** @param pages what the run of events does not reach back to */
export function threadRowsOf(
  rootSeq: number,
  events: readonly RoomEvent[],
  pages: readonly FoldedPage[],
  pending: readonly OutboxItem[],
  me: Actor,
): ThreadRows {
  const messages = messagesOf(events, pending, me, pages);
  const rows = new Rows(me.id, messages, lastChanges(events));
  const rootMessage = messages.get(rootSeq);
  if (rootMessage) {
    rows.message(rootMessage);
  }
  const root = rows.rows.splice(0);
  const replies = Array.from(messages.values()).filter(({ threadRoot }) => threadRoot === rootSeq);
  for (const reply of replies.sort((a, b) => a.seq - b.seq)) {
    rows.message(reply);
  }
  const isWaiting = notAmong(messages.values(), me);
  for (const item of pending) {
    if (threadIn(item) === rootSeq && isWaiting(item)) {
      rows.pending(item, me);
    }
  }
  return { root, replies: rows.rows };
}

/** Whether something on its way is not in the room already. */
function notAmong(messages: Iterable<FoldedMessage>, me: Actor): (item: OutboxItem) => boolean {
  const mine = Array.from(messages).filter(({ author }) => author.id === me.id);
  const inRoom = new Set(mine.map(({ clientMsgId }) => clientMsgId));
  return ({ clientMsgId }) => !inRoom.has(clientMsgId);
}

/** The thread that a message on its way is for. */
function threadIn({ action }: OutboxItem): number | undefined {
  return action.kind === 'send' ? action.threadRoot : undefined;
}

/** The messages as they are once what this person does to them is taken. */
function messagesOf(
  events: readonly RoomEvent[],
  pending: readonly OutboxItem[],
  me: Actor,
  pages: readonly FoldedPage[] = [],
): ReadonlyMap<number, FoldedMessage> {
  const expected = pending.flatMap((item) =>
    item.action.kind === 'send' || item.state === 'failed'
      ? []
      : [expectedEvent(item.action, item, me)],
  );
  return messagesAfter([...events, ...expected], pages);
}

/** The seq of the newest change of each message that was changed. */
function lastChanges(events: readonly RoomEvent[]): ReadonlyMap<number, number> {
  return new Map(
    events.flatMap(({ seq, content }) => ('target' in content ? [[content.target.seq, seq]] : [])),
  );
}

class Rows {
  readonly rows: Row[] = [];
  /** Of those that stand among other messages; none within a thread. */
  threads: ReadonlyMap<number, ThreadSummary> | undefined;
  readonly #myId: string;
  readonly #messages: ReadonlyMap<number, FoldedMessage>;
  readonly #changes: ReadonlyMap<number, number>;
  readonly #shown = new Set<string>();
  #byId: ReadonlyMap<string, FoldedMessage> | undefined;
  #lastAt: number | undefined;
  #hasNewMark = false;

  constructor(
    myId: string,
    messages: ReadonlyMap<number, FoldedMessage>,
    changes: ReadonlyMap<number, number>,
  ) {
    this.#myId = myId;
    this.#messages = messages;
    this.#changes = changes;
  }

  /** Before the first message of somebody else that was not read. */
  markNew(event: RoomEvent): void {
    const isNews = event.actor.id !== this.#myId && this.#messages.has(event.seq);
    if (!this.#hasNewMark && isNews) {
      this.#hasNewMark = true;
      this.#day(event.at);
      this.rows.push({ kind: 'new', key: 'new' });
    }
  }

  event(event: RoomEvent): void {
    const key = String(event.seq);
    const { content } = event;
    switch (content.kind) {
      case 'message': {
        const message = this.#messages.get(event.seq);
        if (message) {
          this.message(message);
        }
        return;
      }
      case 'unreadable':
        this.#bubble(event.actor, { key, text: '', at: event.at, unreadable: true });
        return;
      case 'joined':
      case 'left':
      case 'renamed':
      case 'settings':
      case 'standing':
      case 'claimed':
      case 'released':
        this.#day(event.at);
        this.rows.push({ kind: 'system', key, text: systemWords(event), at: event.at });
        return;
      case 'edited':
      case 'deleted':
      case 'reacted':
      case 'pinned':
      case 'unpinned':
      case 'other':
        return;
    }
  }

  /** A message that the log holds twice is shown once, at its first place. */
  message(message: FoldedMessage): void {
    if (!this.#shown.has(message.messageId)) {
      this.#shown.add(message.messageId);
      const { text = '', at, author, replyTo, mentions } = message;
      const reply = replyTo && message.text !== undefined && this.#quote(replyTo);
      this.#bubble(author, {
        key: this.#keyOf(message),
        text,
        ...(mentions && { mentions }),
        at,
        message,
        ...(reply && { reply }),
        ...this.#threadOf(message),
      });
    }
  }

  #threadOf({ seq, threadRoot }: FoldedMessage): Pick<Bubble, 'thread' | 'inThread'> {
    const thread = this.threads?.get(seq);
    return {
      ...(thread && { thread }),
      ...(this.threads && threadRoot !== undefined && { inThread: threadRoot }),
    };
  }

  #quote(replyTo: ReplyTo): Quote {
    const target = this.#find(replyTo);
    const seq = replyTo.seq ?? target?.seq;
    const changedAt = target || seq === undefined ? undefined : this.#changes.get(seq);
    return {
      ...(changedAt !== undefined && { changedAt }),
      ...(seq !== undefined && { seq }),
      ...(target && { author: target.author.name }),
      ...(target?.text !== undefined && { text: target.text }),
    };
  }

  #find({ seq, messageId }: ReplyTo): FoldedMessage | undefined {
    const target = seq === undefined ? undefined : this.#messages.get(seq);
    if (target?.messageId === messageId) {
      return target;
    }
    this.#byId ??= new Map(Array.from(this.#messages.values(), (each) => [each.messageId, each]));
    return this.#byId.get(messageId);
  }

  pending(item: OutboxItem, me: Actor): void {
    if (item.action.kind === 'send') {
      const problem = item.problem && wordsFor(item.problem);
      const { text, mentions, replyTo, threadRoot } = item.action;
      this.#bubble(me, {
        key: item.clientMsgId,
        text,
        ...(mentions && { mentions }),
        ...(this.threads && threadRoot !== undefined && { inThread: threadRoot }),
        at: item.createdAt,
        ...(replyTo && { reply: this.#quote(replyTo) }),
        sending: { state: item.state, ...(problem !== undefined && { problem }) },
      });
    }
  }

  /** A message of mine keeps its key when it arrives, so that it does not blink. */
  #keyOf({ seq, author, clientMsgId }: FoldedMessage): string {
    return author.id === this.#myId && clientMsgId !== undefined ? clientMsgId : String(seq);
  }

  #bubble(author: Actor, bubble: Bubble): void {
    this.#day(bubble.at);
    const last = this.rows.at(-1);
    const joins =
      last?.kind === 'group' &&
      last.author.id === author.id &&
      bubble.at - (last.bubbles.at(-1)?.at ?? 0) < GROUP_MS;
    if (joins) {
      this.rows[this.rows.length - 1] = { ...last, bubbles: [...last.bubbles, bubble] };
    } else {
      const mine = author.id === this.#myId;
      this.rows.push({ kind: 'group', key: `g${bubble.key}`, author, mine, bubbles: [bubble] });
    }
  }

  #day(at: number): void {
    if (this.#lastAt === undefined || !sameDay(this.#lastAt, at)) {
      this.rows.push({ kind: 'day', key: `d${at}`, at });
    }
    this.#lastAt = at;
  }
}

function systemWords(event: RoomEvent): string {
  const { content, actor } = event;
  switch (content.kind) {
    case 'joined':
      return content.userId === actor.id
        ? `${isolated(content.name)} joined`
        : `${isolated(actor.name)} added ${isolated(content.name)}`;
    case 'left':
      return content.userId === actor.id
        ? `${isolated(content.name)} left`
        : `${isolated(actor.name)} removed ${isolated(content.name)}`;
    case 'renamed':
      return `${isolated(actor.name)} renamed the room to “${isolated(content.name)}”`;
    case 'settings':
      return `${isolated(actor.name)} changed the settings of the room`;
    case 'standing':
      return standingWords(isolated(actor.name), content);
    case 'claimed':
      return `${isolated(content.name)} works on this now`;
    case 'released':
      return `${isolated(content.name)} no longer works on this`;
    case 'message':
    case 'unreadable':
    case 'edited':
    case 'deleted':
    case 'reacted':
    case 'pinned':
    case 'unpinned':
    case 'other':
      return '';
  }
}

function standingWords(who: string, content: Extract<EventContent, { kind: 'standing' }>): string {
  const { standing, until } = content;
  const name = isolated(content.name);
  switch (standing) {
    case 'spectator':
      return `${who} made ${name} a spectator`;
    case 'muted':
      return `${who} muted ${name}${until === undefined ? '' : ` until ${fullTime(until)}`}`;
    case 'banned':
      return `${who} banned ${name} from this room`;
    case 'none':
      return `${who} lifted the ban of ${name}`;
    default:
      return `${name} may write here`;
  }
}
