import { expectedEvent } from '../../lib/model/actions';
import type { Actor, EventContent, ReplyTo, RoomEvent } from '../../lib/model/events';
import { foldedMessages, type FoldedMessage } from '../../lib/model/fold';
import { wordsFor } from '../../lib/model/problems';
import type { OutboxItem, SendState } from '../../lib/stomp/outbox';
import { isolated } from '../../lib/text/bidi';
import { fullTime, sameDay } from '../../lib/time/words';

/** One bubble: a message of the room, or one that is on its way there. */
export interface Bubble {
  readonly key: string;
  readonly text: string;
  readonly at: number;
  /** Only of what is in the room. */
  readonly message?: FoldedMessage;
  readonly reply?: Quote;
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
 */
export function timelineOf(
  events: readonly RoomEvent[],
  pending: readonly OutboxItem[],
  me: Actor,
  unread: Range | null,
): Row[] {
  const messages = messagesOf(events, pending, me);
  const rows = new Rows(me.id, messages, lastChanges(events));
  for (const event of events) {
    if (unread !== null && event.seq > unread.after && event.seq <= unread.upTo) {
      rows.markNew(event);
    }
    rows.event(event);
  }
  const inRoom = new Set(
    events.filter((event) => event.actor.id === me.id).map((event) => event.clientMsgId),
  );
  for (const item of pending) {
    if (!inRoom.has(item.clientMsgId)) {
      rows.pending(item, me);
    }
  }
  return rows.rows;
}

/** The messages as they are once what this person does to them is taken. */
function messagesOf(
  events: readonly RoomEvent[],
  pending: readonly OutboxItem[],
  me: Actor,
): ReadonlyMap<number, FoldedMessage> {
  const expected = pending.flatMap((item) =>
    item.action.kind === 'send' || item.state === 'failed'
      ? []
      : [expectedEvent(item.action, item, me)],
  );
  return foldedMessages([...events, ...expected]);
}

/** The seq of the newest change of each message that was changed. */
function lastChanges(events: readonly RoomEvent[]): ReadonlyMap<number, number> {
  return new Map(
    events.flatMap(({ seq, content }) => ('target' in content ? [[content.target.seq, seq]] : [])),
  );
}

class Rows {
  readonly rows: Row[] = [];
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
      case 'message':
        this.#message(event);
        return;
      case 'unreadable':
        this.#bubble(event.actor, { key, text: '', at: event.at, unreadable: true });
        return;
      case 'joined':
      case 'left':
      case 'renamed':
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
  #message(event: RoomEvent): void {
    const message = this.#messages.get(event.seq);
    if (message && !this.#shown.has(message.messageId)) {
      this.#shown.add(message.messageId);
      const { text = '', at, author, replyTo } = message;
      const reply = replyTo && message.text !== undefined && this.#quote(replyTo);
      const key = this.#keyOf(event);
      this.#bubble(author, { key, text, at, message, ...(reply && { reply }) });
    }
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
      const { text, replyTo } = item.action;
      this.#bubble(me, {
        key: item.clientMsgId,
        text,
        at: item.createdAt,
        ...(replyTo && { reply: this.#quote(replyTo) }),
        sending: { state: item.state, ...(problem !== undefined && { problem }) },
      });
    }
  }

  /** A message of mine keeps its key when it arrives, so that it does not blink. */
  #keyOf(event: RoomEvent): string {
    return event.actor.id === this.#myId && event.clientMsgId !== undefined
      ? event.clientMsgId
      : String(event.seq);
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

/** Rows are made anew with each event; most of them say what they said before. */
export function sameRow(a: Row, b: Row): boolean {
  if (a.kind === 'group' && b.kind === 'group') {
    return (
      a.author.name === b.author.name &&
      a.bubbles.length === b.bubbles.length &&
      a.bubbles.every((bubble, index) => sameBubble(bubble, b.bubbles[index]))
    );
  }
  return a.kind === b.kind && a.key === b.key;
}

export function sameBubble(a: Bubble, b: Bubble | undefined): boolean {
  return (
    a.key === b?.key &&
    a.text === b.text &&
    a.at === b.at &&
    a.sending?.state === b.sending?.state &&
    a.sending?.problem === b.sending?.problem &&
    a.reply?.seq === b.reply?.seq &&
    a.reply?.author === b.reply?.author &&
    a.reply?.text === b.reply?.text &&
    a.reply?.changedAt === b.reply?.changedAt &&
    sameMessage(a.message, b.message)
  );
}

function sameMessage(a: FoldedMessage | undefined, b: FoldedMessage | undefined): boolean {
  return (
    a === b ||
    (a?.seq === b?.seq &&
      a?.version === b?.version &&
      a?.edited?.at === b?.edited?.at &&
      a?.pinned?.at === b?.pinned?.at &&
      a?.deleted?.seq === b?.deleted?.seq &&
      sameReactions(a?.reactions ?? [], b?.reactions ?? []))
  );
}

type Reactions = FoldedMessage['reactions'];

function sameReactions(a: Reactions, b: Reactions): boolean {
  return (
    a.length === b.length &&
    a.every(({ emoji, people }, index) => {
      const other = b[index];
      return (
        emoji === other?.emoji &&
        people.length === other.people.length &&
        people.every(({ userId }, at) => userId === other.people[at]?.userId)
      );
    })
  );
}
