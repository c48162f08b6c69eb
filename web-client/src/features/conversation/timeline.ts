import type { Actor, EventContent, RoomEvent } from '../../lib/model/events';
import { wordsFor } from '../../lib/model/problems';
import type { OutboxItem, SendState } from '../../lib/stomp/outbox';
import { isolated } from '../../lib/text/bidi';
import { fullTime, sameDay } from '../../lib/time/words';

/** One bubble: a message of the room, or one that is on its way there. */
export interface Bubble {
  readonly key: string;
  readonly text: string;
  readonly at: number;
  readonly unreadable?: true;
  /** Only of what is not in the room yet. */
  readonly sending?: { readonly state: SendState; readonly problem?: string };
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
 * What a room looks like: days, messages grouped by author, system lines, then what is on its way.
 * @param unread what had not been read when the room was opened: after one seq, up to another
 */
export function timelineOf(
  events: readonly RoomEvent[],
  pending: readonly OutboxItem[],
  me: Actor,
  unread: Range | null,
): Row[] {
  const rows = new Rows(me.id);
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

class Rows {
  readonly rows: Row[] = [];
  readonly #myId: string;
  #lastAt: number | undefined;
  #hasNewMark = false;

  constructor(myId: string) {
    this.#myId = myId;
  }

  /** Before the first message of somebody else that was not read. */
  markNew(event: RoomEvent): void {
    if (!this.#hasNewMark && event.actor.id !== this.#myId && event.content.kind === 'message') {
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
        this.#bubble(event.actor, { key: this.#keyOf(event), text: content.text, at: event.at });
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
      case 'other':
        return;
    }
  }

  pending(item: OutboxItem, me: Actor): void {
    const problem = item.problem && wordsFor(item.problem);
    this.#bubble(me, {
      key: item.clientMsgId,
      text: item.text,
      at: item.createdAt,
      sending: { state: item.state, ...(problem !== undefined && { problem }) },
    });
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
