import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADA, BEN, message } from '../../testing/samples';
import { decodeEvent, type RoomEvent } from './events';
import { foldedMessages, newestMessage, type FoldedMessage, type Mark } from './fold';

/** What the Java tests fold too. */
function sample(name: string): { events: unknown[]; messages: unknown[] } {
  const file = resolve('../shared-model/src/test/resources/fold', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as { events: unknown[]; messages: unknown[] };
}

function fold(events: readonly RoomEvent[]): FoldedMessage[] {
  return [...foldedMessages(events).values()];
}

/** A message in the form of the samples. */
function asSample(message: FoldedMessage): object {
  const { author, at, edited, deleted, pinned, replyTo, reactions, ...rest } = message;
  return {
    ...rest,
    at: new Date(at).toISOString(),
    actor: author,
    ...(edited && { edited: markAsSample(edited) }),
    ...(deleted && { deleted: markAsSample(deleted) }),
    ...(pinned && { pinned: markAsSample(pinned) }),
    ...(replyTo && { replyTo: replyTo.messageId }),
    ...(replyTo?.seq !== undefined && { replySeq: replyTo.seq }),
    ...(reactions.length > 0 && { reactions }),
  };
}

function markAsSample(mark: Mark): object {
  return { ...mark, at: new Date(mark.at).toISOString() };
}

describe('the fold of a room', () => {
  it.each(['changes', 'races', 'redacted', 'limits', 'everything', 'threads'])(
    'makes of the sample %s what the server makes of it',
    (name) => {
      const { events, messages } = sample(name);

      expect(fold(events.map(decodeEvent)).map(asSample)).toEqual(messages);
    },
  );

  it('takes a run that begins in the middle: what changes a message that is not there is ignored', () => {
    const { events, messages } = sample('changes');
    const from = 4;

    const folded = fold(events.slice(from).map(decodeEvent)).map(asSample);

    expect(folded).toEqual(messages.slice(-folded.length));
    expect(folded).toHaveLength(2);
  });

  it('takes the time of its events, however many react to one message', () => {
    const target = { seq: 1, messageId: 'm1' };
    const reactions = Array.from({ length: 5_000 }, (_, index) =>
      message(index + 2, {
        content: {
          kind: 'reacted',
          target,
          changes: [{ userId: `u${index}`, name: `U${index}`, emoji: '👍', op: 'add' }],
        },
      }),
    );
    const began = process.cpuUsage();

    const [folded] = fold([message(1), ...reactions]);

    const { user, system } = process.cpuUsage(began);
    expect(folded?.reactions[0]?.people).toHaveLength(2_000);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });
});

describe('the newest message', () => {
  const target = { seq: 2, messageId: 'm2' };

  it('is shown with its present words, whatever happened after it', () => {
    const events = [
      message(1),
      message(2, { actor: BEN }),
      message(3, { actor: BEN, content: { kind: 'edited', target, text: 'edited' } }),
      message(4, { content: { kind: 'pinned', target } }),
    ];

    expect(newestMessage(events)?.text).toBe('edited');
  });

  it('is the one before where it was deleted', () => {
    const events = [
      message(1),
      message(2, { actor: BEN }),
      message(3, { actor: ADA, content: { kind: 'deleted', target } }),
    ];

    expect(newestMessage(events)?.seq).toBe(1);
    expect(newestMessage(events.slice(1))).toBeUndefined();
  });
});
