import type { FoldedMessage } from './fold';

/** The messages of a thread that are not deleted, the root not among them; at least one. */
export interface ThreadSummary {
  readonly replies: number;
  readonly lastAt: number;
  readonly lastSeq: number;
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
