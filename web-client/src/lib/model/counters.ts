import {
  DecodeError,
  asObject,
  count,
  flag,
  list,
  optionalCount,
  optionalText,
  text,
} from './json';
import { time } from './events';

/** What waits for me in a room, as it was counted at one moment. */
export interface Counters {
  /** The last seq that counts as read. */
  readonly readSeq: number;
  readonly unread: number;
  /** There are more than were counted. */
  readonly capped: boolean;
  readonly mentions: number;
  /** I have set the mark back since I read the room: nothing is read by itself. */
  readonly markedUnread: boolean;
  /** Up to which seq this is counted. */
  readonly headSeq: number;
}

/** What happened in a room behind `fromSeq`, up to `headSeq`. */
export interface News {
  readonly roomId: string;
  readonly fromSeq: number;
  readonly headSeq: number;
  /** When somebody wrote last, me too. */
  readonly lastAt?: number;
  /** Messages of others. */
  readonly newMessages: number;
  readonly mentions: number;
  /** Something may have lowered a count, or a part of this was missed. */
  readonly recount: boolean;
}

/** I have read up to a message on one of my devices, or want to read it again. */
export interface ReadMove {
  readonly roomId: string;
  readonly seq: number;
  readonly op: 'read' | 'unread';
  readonly threadRoot?: number;
}

/**
 * What is known of what waits in a room: what the server counted, and what came since. Pure, so that
 * one table of tests says what counts.
 */
export interface Waiting {
  readonly counters: Counters;
  /** One behind the other, the first begins where the counters end. */
  readonly since: readonly News[];
  /** Counters came that cannot be true any more: others are to be asked for. */
  readonly isStale: boolean;
  /** When a mark was moved last, which counters may not show yet. */
  readonly movedAt: number;
}

/** A move is stored by then; what the server counts afterwards is the truth again. */
const SETTLED_MS = 10_000;
/** So many are kept apart, so that counters which end between two of them still fit. */
const MOST_WINDOWS = 30;

export function waitingFrom(counters: Counters): Waiting {
  return { counters, since: [], isStale: false, movedAt: -Infinity };
}

/** Up to which seq something is known. */
export function headOf({ counters, since }: Waiting): number {
  return since.at(-1)?.headSeq ?? counters.headSeq;
}

/** Whether the server is to be asked for the counters. */
export function isDoubtful({ since, isStale }: Waiting): boolean {
  return isStale || since.some(({ recount }) => recount);
}

/** What waits now: the counters with what came since. */
export function countersNow(waiting: Waiting): Counters {
  const { counters, since } = waiting;
  return {
    ...counters,
    unread: since.reduce((sum, { newMessages }) => sum + newMessages, counters.unread),
    mentions: since.reduce((sum, { mentions }) => sum + mentions, counters.mentions),
    headSeq: headOf(waiting),
  };
}

/** Adds what happened, once. What does not join what is known is a guess until it is counted. */
export function afterNews(waiting: Waiting, news: News): Waiting {
  const head = headOf(waiting);
  if (news.headSeq <= head) {
    return waiting;
  }
  const fitting = news.fromSeq === head ? news : { ...behind(news, head), fromSeq: head };
  return { ...waiting, since: bounded([...waiting.since, fitting]) };
}

/** Takes over what the server counted, with what is known to have happened since. */
export function afterCounters(
  waiting: Waiting | undefined,
  counters: Counters,
  now: number,
): Waiting {
  if (!waiting) {
    return waitingFrom(counters);
  }
  if (now - waiting.movedAt < SETTLED_MS && isBeforeMove(counters, waiting.counters)) {
    return { ...waiting, isStale: true };
  }
  if (counters.headSeq < waiting.counters.headSeq) {
    return waiting;
  }
  const since = behindAll(waiting.since, counters.headSeq);
  return { counters, since, isStale: false, movedAt: waiting.movedAt };
}

/** Moves the mark at once; where that leaves open how much waits, it is to be asked. */
export function afterMove(waiting: Waiting, { seq, op }: ReadMove, now: number): Waiting {
  const { counters } = waiting;
  if (op === 'unread') {
    const marked = { ...counters, readSeq: seq, markedUnread: true };
    return { ...waiting, counters: marked, isStale: true, movedAt: now };
  }
  if (seq < counters.readSeq && !counters.markedUnread) {
    return waiting;
  }
  const read = { ...counters, readSeq: Math.max(seq, counters.readSeq), markedUnread: false };
  if (seq < counters.headSeq) {
    const unread = Math.min(counters.unread, counters.headSeq - seq);
    const mentions = Math.min(counters.mentions, unread);
    const isStale = waiting.isStale || counters.unread > 0;
    return { ...waiting, counters: { ...read, unread, mentions }, isStale, movedAt: now };
  }
  const nothing = { ...read, unread: 0, mentions: 0, capped: false, headSeq: seq };
  return {
    counters: nothing,
    since: behindAll(waiting.since, seq),
    isStale: false,
    movedAt: now,
  };
}

function isBeforeMove(counters: Counters, known: Counters): boolean {
  return known.markedUnread
    ? !counters.markedUnread || counters.readSeq !== known.readSeq
    : counters.readSeq < known.readSeq;
}

/** What of it is behind a seq. */
function behindAll(since: readonly News[], seq: number): News[] {
  return since
    .filter(({ headSeq }) => headSeq > seq)
    .map((news) => (news.fromSeq < seq ? behind(news, seq) : news));
}

/** The part behind a seq: at most so many messages as there are numbers. */
function behind(news: News, seq: number): News {
  const fromSeq = Math.max(news.fromSeq, seq);
  const newMessages = Math.min(news.newMessages, news.headSeq - fromSeq);
  return {
    ...news,
    fromSeq,
    newMessages,
    mentions: Math.min(news.mentions, newMessages),
    recount: true,
  };
}

function bounded(since: readonly News[]): readonly News[] {
  const [first, second, ...rest] = since;
  if (since.length <= MOST_WINDOWS || !first || !second) {
    return since;
  }
  const joined = {
    ...second,
    fromSeq: first.fromSeq,
    newMessages: first.newMessages + second.newMessages,
    mentions: first.mentions + second.mentions,
    recount: first.recount || second.recount,
  };
  return [joined, ...rest];
}

/** The counters of a room, where there are some: servers of before have none. */
export function countersIn(value: unknown): Counters | undefined {
  const from = asObject(value);
  const readSeq = optionalCount(from, 'readSeq');
  return readSeq === undefined
    ? undefined
    : {
        readSeq,
        unread: optionalCount(from, 'unread') ?? 0,
        capped: flag(from, 'capped'),
        mentions: optionalCount(from, 'mentions') ?? 0,
        markedUnread: flag(from, 'markedUnread'),
        headSeq: count(from, 'headSeq'),
      };
}

export interface RoomCounters {
  readonly roomId: string;
  readonly counters: Counters;
}

/** An answer or a notice with the counters of some rooms. */
export function decodeCounters(value: unknown): RoomCounters[] {
  return list(asObject(value)['rooms'], (item) => {
    const counters = countersIn(item);
    return counters ? [{ roomId: text(asObject(item), 'roomId'), counters }] : [];
  }).flat();
}

export function decodeNews(value: unknown): News {
  const from = asObject(value);
  const lastAt = optionalText(from, 'lastAt');
  return {
    roomId: text(from, 'roomId'),
    fromSeq: count(from, 'fromSeq'),
    headSeq: count(from, 'headSeq'),
    ...(lastAt !== undefined && { lastAt: time(lastAt) }),
    newMessages: optionalCount(from, 'newMessages') ?? 0,
    mentions: optionalCount(from, 'mentions') ?? 0,
    recount: flag(from, 'recount'),
  };
}

export function decodeMove(value: unknown): ReadMove {
  const from = asObject(value);
  const threadRoot = optionalCount(from, 'threadRoot');
  return {
    roomId: text(from, 'roomId'),
    seq: count(from, 'seq'),
    op: opOf(optionalText(from, 'op') ?? 'read'),
    ...(threadRoot !== undefined && { threadRoot }),
  };
}

/** What this client does not know is no reading. */
function opOf(word: string): ReadMove['op'] {
  if (word === 'read' || word === 'unread') {
    return word;
  }
  throw new DecodeError('an unknown move');
}
