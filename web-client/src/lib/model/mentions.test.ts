import { describe, expect, it } from 'vitest';
import { foldedMessages } from './fold';
import { chosenIn, decodeMentions, mentionsIn, type Chosen } from './mentions';
import { threadsOf } from './threads';
import { BEN, message } from '../../testing/samples';

const ANN: Chosen = { kind: 'user', userId: 'ann', label: '@Ann' };
const ANN_LEE: Chosen = { kind: 'user', userId: 'lee', label: '@Ann Lee' };
const ROOM: Chosen = { kind: 'room', label: '@room' };

describe('mentions in a text', () => {
  it('stand where the labels of those who were chosen stand, in UTF-16 units', () => {
    expect(mentionsIn('👋 @Ann Lee, @Ann: @room!', [ANN, ANN_LEE, ROOM])).toEqual([
      { kind: 'user', userId: 'lee', at: 3, length: 8 },
      { kind: 'user', userId: 'ann', at: 13, length: 4 },
      { kind: 'room', at: 19, length: 5 },
    ]);
  });

  it('are none where a label goes on as another word, or nobody was chosen', () => {
    expect(mentionsIn('@Anna, @Annß and @roomy', [ANN, ROOM])).toEqual([]);
    expect(mentionsIn('@Ann', [])).toEqual([]);
  });

  it('are at most as many as a text may have', () => {
    expect(mentionsIn('@Ann '.repeat(80), [ANN])).toHaveLength(50);
  });

  it('come back as those who were chosen, to go on writing', () => {
    const text = 'Hi @Ann and @room';
    const mentions = mentionsIn(text, [ANN, ROOM]);

    expect(mentionsIn(`Oh! ${text}`, chosenIn(text, mentions)).map(({ at }) => at)).toEqual([
      7, 16,
    ]);
  });

  it.each([
    ['beyond the text', [{ kind: 'room', at: 3, length: 5 }]],
    ['over each other', [ROOM, ROOM].map(({ kind }) => ({ kind, at: 0, length: 2 }))],
    ['of nobody', [{ kind: 'user', at: 0, length: 2 }]],
    ['of an unknown kind', [{ kind: 'moon', at: 0, length: 2 }]],
  ])('that are %s are left out, and the text stays', (_why, mentions) => {
    expect(decodeMentions(mentions, '@room')).toBeUndefined();
  });
});

describe('threads', () => {
  it('count what is not deleted', () => {
    const reply = (seq: number) =>
      message(seq, { content: { kind: 'message', text: 'yes', threadRoot: 1 } });
    const target = { seq: 3, messageId: 'm3' };
    const events = [
      message(1, { actor: BEN }),
      reply(2),
      reply(3),
      message(4),
      message(5, { content: { kind: 'deleted', target } }),
    ];

    const messages = foldedMessages(events);

    expect(messages.get(3)?.threadRoot).toBe(1);
    expect([...threadsOf(messages.values())]).toEqual([
      [1, { replies: 1, lastAt: message(2).at, lastSeq: 2 }],
    ]);
  });
});
