import { describe, expect, it } from 'vitest';
import { BEN, message } from '../../testing/samples';
import type { RoomEvent } from './events';
import { foldedMessages, type FoldedMessage } from './fold';
import { decodeRoomThread, messagesAfter, repliesIn, threadsNow, type RoomThread } from './threads';

const reply = (seq: number, threadRoot: number) =>
  message(seq, { content: { kind: 'message', text: `reply ${seq}`, threadRoot } });
const deletion = (seq: number, of: number) =>
  message(seq, { content: { kind: 'deleted', target: { seq: of, messageId: `m${of}` } } });
const edit = (seq: number, of: number, text: string) =>
  message(seq, { content: { kind: 'edited', target: { seq: of, messageId: `m${of}` }, text } });

function folded(...events: RoomEvent[]): FoldedMessage {
  const [first] = foldedMessages(events).values();
  return first as FoldedMessage;
}

/** As the server lists it. */
function listed(root: number, replies: number, lastSeq: number): RoomThread {
  return { root: folded(message(root)), thread: { replies, lastAt: lastSeq, lastSeq } };
}

function summaries(threads: readonly RoomThread[]) {
  return threads.map(({ root, thread }) => [root.seq, thread.replies, thread.lastSeq]);
}

describe('threads', () => {
  it('adds to what the server counted only what is alive and was said since', () => {
    const run = foldedMessages([reply(40, 3), reply(41, 3), reply(42, 3), deletion(43, 42)]);

    const threads = threadsNow([listed(3, 7, 40)], run);

    expect(summaries(threads)).toEqual([[3, 8, 41]]);
  });

  it('counts by itself where it has the root', () => {
    const run = foldedMessages([message(40), reply(41, 40), reply(42, 40), deletion(43, 41)]);

    expect(summaries(threadsNow([listed(40, 2, 42)], run))).toEqual([[40, 1, 42]]);
    expect(summaries(threadsNow([], run))).toEqual([[40, 1, 42]]);
  });

  it('leaves out a thread of which all is deleted', () => {
    const run = foldedMessages([message(40), reply(41, 40), deletion(42, 41)]);

    expect(threadsNow([listed(40, 1, 41)], run)).toEqual([]);
  });

  it('has those first in which something was said last', () => {
    const run = foldedMessages([message(40), reply(41, 40), reply(42, 5)]);

    expect(summaries(threadsNow([listed(7, 1, 39), listed(5, 2, 30)], run))).toEqual([
      [5, 3, 42],
      [40, 1, 41],
      [7, 1, 39],
    ]);
  });

  it('reads what the server counts, which goes no further than a thousand', () => {
    const { thread } = decodeRoomThread({
      seq: 3,
      messageId: 'm3',
      at: '2026-11-01T09:00:03Z',
      actor: BEN,
      text: 'root',
      thread: { replies: 1_000, lastAt: '2026-11-01T10:00:00Z', lastSeq: 1_200, participants: [] },
    });

    expect(thread).toEqual({ replies: 1_000, lastAt: Date.UTC(2026, 10, 1, 10), lastSeq: 1_200 });
    expect(repliesIn(thread)).toBe('1000+ replies');
    expect(repliesIn({ ...thread, replies: 1 })).toBe('1 reply');
  });
});

describe('what was read of a thread', () => {
  it('goes on with the events since, each of them once', () => {
    const edited = edit(30, 5, 'second');
    const page = { messages: [folded(message(5), edited)], foldedTo: 30 };

    const messages = messagesAfter([edited, edit(31, 5, 'third')], [page]);

    expect(messages.get(5)).toMatchObject({ text: 'third', version: 3 });
  });

  it('takes each page from where that was folded to', () => {
    const older = { messages: [folded(message(4))], foldedTo: 40 };
    const newer = { messages: [folded(message(5))], foldedTo: 30 };
    const run = [edit(31, 5, 'five'), edit(35, 4, 'not again'), edit(41, 4, 'four')];

    const messages = messagesAfter(run, [newer, older]);

    expect(messages.get(4)).toMatchObject({ text: 'four', version: 2 });
    expect(messages.get(5)).toMatchObject({ text: 'five', version: 2 });
  });

  it('gives way to the run where that has the message from its beginning', () => {
    const run = [message(40), edit(41, 40, 'newer')];
    const page = { messages: [folded(message(40))], foldedTo: 40 };

    expect(messagesAfter(run, [page]).get(40)).toMatchObject({ text: 'newer', version: 2 });
  });
});
