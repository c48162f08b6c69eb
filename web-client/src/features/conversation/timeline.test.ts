import { describe, expect, it } from 'vitest';
import { added } from '../../lib/stomp/outbox';
import { ADA, BEN, ROOM, message } from '../../testing/samples';
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
    const pending = added([], { clientMsgId: 'c1', roomId: ROOM, text: 'hello' }, NOON);
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
});
