import { describe, expect, it } from 'vitest';
import { added, refused } from '../../lib/stomp/outbox';
import { ADA, BEN, ROOM, message } from '../../testing/samples';
import { sameRow } from './sameRow';
import { timelineOf, type Row } from './timeline';

const MINUTE = 60_000;
const NOON = new Date(2026, 10, 1, 12).getTime();

function kinds(rows: readonly Row[]): string[] {
  return rows.map((row) => row.kind);
}

function bubbles(rows: readonly Row[]): string[][] {
  return rows.flatMap((row) =>
    row.kind === 'group' ? [row.bubbles.map((each) => each.text)] : [],
  );
}

describe('the timeline', () => {
  it('groups what one person writes in a row', () => {
    const events = [
      message(1, { at: NOON }),
      message(2, { at: NOON + MINUTE }),
      message(3, { at: NOON + 2 * MINUTE, actor: BEN }),
      message(4, { at: NOON + 3 * MINUTE }),
    ];

    const rows = timelineOf(events, [], BEN, null);

    expect(kinds(rows)).toEqual(['day', 'group', 'group', 'group']);
    expect(bubbles(rows)).toEqual([['message 1', 'message 2'], ['message 3'], ['message 4']]);
    expect(rows.map((row) => row.kind === 'group' && row.mine)).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('says the name again after a pause', () => {
    const events = [message(1, { at: NOON }), message(2, { at: NOON + 6 * MINUTE })];

    expect(bubbles(timelineOf(events, [], BEN, null))).toEqual([['message 1'], ['message 2']]);
  });

  it('marks where a day begins', () => {
    const events = [message(1, { at: NOON }), message(2, { at: NOON + 24 * 60 * MINUTE })];

    expect(kinds(timelineOf(events, [], BEN, null))).toEqual(['day', 'group', 'day', 'group']);
  });

  it('tells who added, removed and renamed', () => {
    const events = [
      message(1, { content: { kind: 'joined', userId: BEN.id, name: 'Ben' } }),
      message(2, { content: { kind: 'joined', userId: ADA.id, name: 'Ada' } }),
      message(3, { content: { kind: 'left', userId: BEN.id, name: 'Ben' } }),
      message(4, { content: { kind: 'renamed', name: 'Plan' } }),
      message(5, { content: { kind: 'other' } }),
    ];

    const lines = timelineOf(events, [], BEN, null).flatMap((row) =>
      row.kind === 'system' ? [row.text] : [],
    );

    expect(lines).toEqual([
      'Ada added Ben',
      'Ada joined',
      'Ada removed Ben',
      'Ada renamed the room to “Plan”',
    ]);
  });

  it('stands in for what cannot be read', () => {
    const rows = timelineOf([message(1, { content: { kind: 'unreadable' } })], [], BEN, null);

    expect(rows[1]).toMatchObject({ kind: 'group', bubbles: [{ unreadable: true }] });
  });

  it('ends with what is on its way, and shows it once when it has arrived', () => {
    const pending = added(
      [],
      { clientMsgId: 'c1', roomId: ROOM, action: { kind: 'send', text: 'hello' } },
      NOON,
    );
    const before = timelineOf([], pending, BEN, null);
    const arrived = message(1, {
      at: NOON,
      actor: BEN,
      clientMsgId: 'c1',
      content: { kind: 'message', text: 'hello' },
    });
    const after = timelineOf([arrived], pending, BEN, null);

    expect(before.at(-1)).toMatchObject({
      bubbles: [{ key: 'c1', sending: { state: 'waiting' } }],
    });
    expect(after.at(-1)).toMatchObject({ bubbles: [{ key: 'c1', text: 'hello' }] });
    expect(bubbles(after)).toEqual([['hello']]);
  });

  it('marks the first message of another that was not read, and none that arrives later', () => {
    const events = [message(1), message(2, { actor: BEN }), message(3), message(4)];

    expect(kinds(timelineOf(events, [], BEN, { after: 1, upTo: 4 }))).toEqual([
      'day',
      'group',
      'group',
      'new',
      'group',
    ]);
    expect(kinds(timelineOf(events, [], BEN, { after: 2, upTo: 2 }))).not.toContain('new');
  });

  it('shows a message once that the log holds twice, at its first place', () => {
    const events = [message(1), message(2), message(3, { messageId: 'm1' })];

    expect(bubbles(timelineOf(events, [], BEN, null))).toEqual([['message 1', 'message 2']]);
  });
});

describe('messages that change', () => {
  const target = { seq: 1, messageId: 'm1' };

  it('are shown as they are now, at their place', () => {
    const events = [
      message(1),
      message(2),
      message(3, { content: { kind: 'edited', target, text: 'edited' } }),
      message(4, { content: { kind: 'deleted', target: { seq: 2, messageId: 'm2' } } }),
    ];

    const rows = timelineOf(events, [], BEN, null);

    expect(bubbles(rows)).toEqual([['edited', '']]);
    expect(rows.at(-1)).toMatchObject({
      bubbles: [{ message: { version: 2 } }, { message: { deleted: { by: ADA } } }],
    });
  });

  it('are shown at once as I change them, until that is refused', () => {
    const events = [message(1, { actor: BEN })];
    const edit = { kind: 'edit', target, text: 'mine', ifVersion: 1 } as const;
    const react = { kind: 'react', target, emoji: '👍', op: 'add' } as const;
    let outbox = added([], { clientMsgId: 'c1', roomId: ROOM, action: edit }, NOON);
    outbox = added(outbox, { clientMsgId: 'c2', roomId: ROOM, action: react }, NOON);
    const rows = timelineOf(events, outbox, BEN, null);

    expect(bubbles(rows)).toEqual([['mine']]);
    expect(rows.at(-1)).toMatchObject({
      bubbles: [{ message: { reactions: [{ emoji: '👍', people: [{ userId: BEN.id }] }] } }],
    });

    const denied = { code: 'edit.window.closed', status: 403, title: '', fields: [] };
    const undone = timelineOf(events, refused(outbox, 'c1', denied), BEN, null);
    expect(bubbles(undone)).toEqual([['message 1']]);
  });

  it('are quoted as they are now, also where they are deleted or not loaded', () => {
    const reply = (seq: number, replyTo: object) =>
      message(seq, {
        actor: BEN,
        content: { kind: 'message', text: 'r', replyTo: replyTo as typeof target },
      });
    const events = [
      message(1),
      message(2),
      reply(3, target),
      reply(4, { messageId: 'm2' }),
      reply(5, { seq: 9_000, messageId: 'm9000' }),
      message(6, { content: { kind: 'edited', target, text: 'now' } }),
      message(7, { content: { kind: 'deleted', target: { seq: 2, messageId: 'm2' } } }),
    ];

    const rows = timelineOf(events, [], BEN, null);

    expect(rows.at(-1)).toMatchObject({
      bubbles: [
        { reply: { seq: 1, author: 'Ada', text: 'now' } },
        { reply: { seq: 2, author: 'Ada' } },
        { reply: { seq: 9_000 } },
      ],
    });
    const last = rows.at(-1);
    const quotes = last?.kind === 'group' ? last.bubbles.map((each) => each.reply) : [];
    expect(quotes[1]).not.toHaveProperty('text');
    expect(quotes[2]).toEqual({ seq: 9_000 });
  });

  it('are drawn anew where they changed, and only there', () => {
    const events = [message(1), message(2, { actor: BEN })];
    const react = message(3, {
      content: {
        kind: 'reacted',
        target,
        changes: [{ userId: BEN.id, name: 'Ben', emoji: '👍', op: 'add' }],
      },
    });
    const before = timelineOf(events, [], BEN, null);
    const after = timelineOf([...events, react], [], BEN, null);

    const same = before.map((row, index) => {
      const other = after[index];
      return other !== undefined && sameRow(row, other);
    });
    expect(same).toEqual([true, false, true]);
  });
});
