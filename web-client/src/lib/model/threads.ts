import { time, type RoomEvent } from './events';
import { foldedMessages, type FoldedMessage } from './fold';
import { decodeFolded, decodeFoldedItems } from './foldedMessage';
import { asObject, count, flag, text } from './json';

/** The messages of a thread that are not deleted, the root not among them; at least one. */
export interface ThreadSummary {
  readonly replies: number;
  readonly lastAt: number;
  readonly lastSeq: number;
}

/** A message of a room, and its thread as the server counted it. */
export interface RoomThread {
  readonly root: FoldedMessage;
  readonly thread: ThreadSummary;
}

/** Messages as the server folded them, up to an event of their room. */
export interface FoldedPage {
  readonly messages: readonly FoldedMessage[];
  readonly foldedTo: number;
}

/** The server counts no further. */
export const MOST_COUNTED = 1_000;

export function decodeRoomThread(value: unknown): RoomThread {
  const summary = asObject(asObject(value)['thread']);
  return {
    root: decodeFolded(value),
    thread: {
      replies: count(summary, 'replies'),
      lastAt: time(text(summary, 'lastAt')),
      lastSeq: count(summary, 'lastSeq'),
    },
  };
}

/** A page of a thread: its root, and some of what belongs to it. */
export function decodeThreadPage(value: unknown): FoldedPage {
  const from = asObject(value);
  const messages = [decodeFolded(from['root']), ...decodeFoldedItems(value)];
  return { messages, foldedTo: count(from, 'foldedTo') };
}

/** Whether I follow a thread, as a page of it says; nobody follows one in which nothing was said. */
export function decodeFollowing(value: unknown): boolean | undefined {
  const root = asObject(asObject(value)['root']);
  return root['thread'] === undefined ? undefined : flag(asObject(root['thread']), 'following');
}

/** What hangs on the messages of a run as their threads, by the seq of the root. */
export function threadsOf(messages: Iterable<FoldedMessage>): Map<number, ThreadSummary> {
  const threads = new Map<number, ThreadSummary>();
  for (const { seq, at, text: words, threadRoot } of messages) {
    if (threadRoot !== undefined && words !== undefined) {
      const replies = (threads.get(threadRoot)?.replies ?? 0) + 1;
      threads.set(threadRoot, { replies, lastAt: at, lastSeq: seq });
    }
  }
  return threads;
}

/**
 * All messages as they are at the end of a run: those that it creates, and those of pages that the
 * server folded to somewhere before its end.
 */
export function messagesAfter(
  run: readonly RoomEvent[],
  pages: readonly FoldedPage[],
): Map<number, FoldedMessage> {
  const messages = foldedMessages(run);
  for (const { messages: before, foldedTo } of pages) {
    const since = run.filter(({ seq }) => seq > foldedTo);
    for (const [seq, message] of foldedMessages(since, before)) {
      if (!messages.has(seq)) {
        messages.set(seq, message);
      }
    }
  }
  return messages;
}

/**
 * The threads of a room as they are now, those first in which something was said last. A thread whose
 * root is among the messages of the run is counted there. What the server counted of any other goes on
 * with what was said in it since.
 * @param messages those of a run that goes on to the newest event
 */
export function threadsNow(
  listed: readonly RoomThread[],
  messages: ReadonlyMap<number, FoldedMessage>,
): RoomThread[] {
  const counted = threadsOf(messages.values());
  const here = Array.from(counted).flatMap(([seq, thread]) => {
    const root = messages.get(seq);
    return root ? [{ root, thread }] : [];
  });
  const further = listed
    .filter(({ root }) => !messages.has(root.seq))
    .map((each) => withWhatCame(each, messages.values()));
  return [...here, ...further].sort((a, b) => b.thread.lastSeq - a.thread.lastSeq);
}

function withWhatCame({ root, thread }: RoomThread, messages: Iterable<FoldedMessage>): RoomThread {
  const came = Array.from(messages).filter(
    ({ seq, threadRoot }) => threadRoot === root.seq && seq > thread.lastSeq,
  );
  const since = threadsOf(came).get(root.seq);
  return { root, thread: since ? { ...since, replies: thread.replies + since.replies } : thread };
}

/** How long a thread is, in words. */
export function repliesIn({ replies }: ThreadSummary): string {
  if (replies === 1) {
    return '1 reply';
  }
  return `${replies}${replies >= MOST_COUNTED ? '+' : ''} replies`;
}
