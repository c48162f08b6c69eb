import { describe, expect, it } from 'vitest';
import type { Action } from '../model/actions';
import type { RoomEvent } from '../model/events';
import type { Problem } from '../model/problems';
import {
  added,
  due,
  fromKept,
  handedOver,
  overdue,
  postponed,
  reactionsIn,
  receipted,
  refused,
  retried,
  rewound,
  seenInRoom,
  sendHeaders,
  settled,
  toKeep,
  without,
  type Outbox,
} from './outbox';

const DENIED: Problem = { code: 'policy.denied', status: 403, title: 'Policy denied', fields: [] };

function outboxOf(...items: [roomId: string, clientMsgId: string][]): Outbox {
  return items.reduce<Outbox>(
    (outbox, [roomId, clientMsgId]) =>
      added(outbox, { roomId, clientMsgId, action: { kind: 'send', text: clientMsgId } }, 1),
    [],
  );
}

function ids(items: readonly { clientMsgId: string }[]): string[] {
  return items.map((item) => item.clientMsgId);
}

describe('the outbox', () => {
  it('hands over the oldest message of each room, and the next one after its receipt', () => {
    let outbox = outboxOf(['r1', 'a'], ['r1', 'b'], ['r2', 'c']);
    expect(ids(due(outbox, 5))).toEqual(['a', 'c']);

    outbox = handedOver(outbox, 'a', 5);
    expect(ids(due(outbox, 5))).toEqual(['c']);

    outbox = receipted(outbox, 'a');
    expect(ids(due(outbox, 5))).toEqual(['b', 'c']);
  });

  it('repeats what has no receipt, in its order and before what is newer, when a session is gone', () => {
    let outbox = handedOver(outboxOf(['r1', 'a'], ['r1', 'b']), 'a', 5);
    outbox = added(
      outbox,
      { roomId: 'r1', clientMsgId: 'c', action: { kind: 'send', text: 'c' } },
      6,
    );

    outbox = rewound(outbox);

    expect(ids(due(outbox, 7))).toEqual(['a']);
    expect(ids(outbox)).toEqual(['a', 'b', 'c']);
    expect(outbox[0]).toMatchObject({ state: 'waiting', attempts: 1, clientMsgId: 'a' });
  });

  it('does not repeat what has its receipt', () => {
    const outbox = rewound(receipted(handedOver(outboxOf(['r1', 'a']), 'a', 5), 'a'));

    expect(due(outbox, 6)).toEqual([]);
    expect(outbox[0]?.state).toBe('sent');
  });

  it('lets nothing overtake a message that the server has put off', () => {
    const outbox = postponed(outboxOf(['r1', 'a'], ['r1', 'b']), 'a', 100);

    expect(due(outbox, 99)).toEqual([]);
    expect(ids(due(outbox, 100))).toEqual(['a']);
  });

  it('lets the others pass a refused message, and sends it again only on demand', () => {
    let outbox = refused(handedOver(outboxOf(['r1', 'a'], ['r1', 'b']), 'a', 5), 'a', DENIED);
    expect(outbox[0]).toMatchObject({ state: 'failed', problem: DENIED });
    expect(ids(due(outbox, 6))).toEqual(['b']);

    outbox = retried(outbox, 'a');
    expect(outbox[0]).toMatchObject({ state: 'waiting' });
    expect(outbox[0]).not.toHaveProperty('problem');
    expect(ids(due(outbox, 6))).toEqual(['a']);
  });

  it('does not take a receipt back when a refusal comes late', () => {
    const outbox = receipted(outboxOf(['r1', 'a']), 'a');

    expect(refused(outbox, 'a', DENIED)[0]?.state).toBe('sent');
    expect(postponed(outbox, 'a', 9)[0]?.state).toBe('sent');
  });

  it('asks again for a receipt that is missing for too long', () => {
    const outbox = handedOver(outboxOf(['r1', 'a']), 'a', 1000);

    expect(overdue(outbox, 999)).toBe(outbox);
    expect(overdue(outbox, 1000)[0]?.state).toBe('waiting');
  });

  it('lets go of a message when the room shows it, receipt or not', () => {
    expect(seenInRoom(outboxOf(['r1', 'a']), 'a')).toEqual([]);
    expect(without(outboxOf(['r1', 'a']), 'a')).toEqual([]);
  });

  it('finds my reactions in an event that is another person’s', () => {
    const target = { seq: 4, messageId: 'm4' };
    const react = (emoji: string): Action => ({ kind: 'react', target, emoji, op: 'add' });
    let outbox = added([], { roomId: 'r1', clientMsgId: 'a', action: react('👍') }, 1);
    outbox = added(outbox, { roomId: 'r1', clientMsgId: 'b', action: react('🎉') }, 1);
    outbox = added(outbox, { roomId: 'r1', clientMsgId: 'c', action: react('👍') }, 1);
    const change = (userId: string, emoji: string) =>
      ({ userId, name: userId, emoji, op: 'add' }) as const;
    const event: RoomEvent = {
      roomId: 'r1',
      seq: 9,
      at: 2,
      actor: { id: 'ben', name: 'Ben', role: 'USER' },
      content: { kind: 'reacted', target, changes: [change('ben', '🎉'), change('ada', '👍')] },
    };

    expect(reactionsIn(outbox, event, 'ada')).toEqual([]);
    outbox = handedOver(outbox, 'a', 5);
    expect(reactionsIn(outbox, event, 'ada')).toEqual(['a']);
    expect(reactionsIn(receipted(outbox, 'a'), event, 'ada')).toEqual(['a']);
    expect(reactionsIn(outbox, { ...event, roomId: 'r2' }, 'ada')).toEqual([]);
  });

  it('lets go of a sent message that the room did not show for long', () => {
    const outbox = receipted(handedOver(outboxOf(['r1', 'a']), 'a', 1000), 'a');

    expect(settled(outbox, 999)).toBe(outbox);
    expect(settled(outbox, 1000)).toEqual([]);
  });

  it('changes nothing for an id that it does not have', () => {
    const outbox = outboxOf(['r1', 'a']);

    expect(receipted(outbox, 'token')).toBe(outbox);
    expect(seenInRoom(outbox, 'x')).toBe(outbox);
    expect(rewound(outbox)).toBe(outbox);
  });

  it('survives a reload with its order, without what is sent', () => {
    let outbox = outboxOf(['r1', 'a'], ['r1', 'b'], ['r2', 'c']);
    outbox = refused(receipted(outbox, 'a'), 'b', DENIED);

    const kept = fromKept(JSON.parse(JSON.stringify(toKeep(outbox))));

    expect(ids(kept)).toEqual(['b', 'c']);
    expect(kept.every((item) => item.state === 'waiting' && item.attempts === 0)).toBe(true);
  });

  it('marks what may have been sent before as a repeat, also after a reload', () => {
    const repeats = (outbox: Outbox) => outbox.map((item) => sendHeaders(item)['x-repeat']);
    const fresh = outboxOf(['r1', 'a'], ['r2', 'b']);
    expect(repeats(fresh)).toEqual([undefined, undefined]);

    const lost = rewound(handedOver(fresh, 'a', 5));
    expect(repeats(lost)).toEqual(['true', undefined]);
    expect(repeats(fromKept(JSON.parse(JSON.stringify(toKeep(lost)))))).toEqual([
      'true',
      undefined,
    ]);

    const keptByAnOlderVersion = [{ clientMsgId: 'a', roomId: 'r1', text: 'a', createdAt: 1 }];
    expect(repeats(fromKept(keptByAnOlderVersion))).toEqual(['true']);
    expect(fromKept(keptByAnOlderVersion)[0]?.action).toEqual({ kind: 'send', text: 'a' });
  });

  it('keeps the changes of one message in order, and lets them wait for no other', () => {
    const react = (clientMsgId: string, seq: number, op: 'add' | 'remove') => ({
      roomId: 'r1',
      clientMsgId,
      action: { kind: 'react', target: { seq, messageId: `m${seq}` }, emoji: '👍', op } as const,
    });
    let outbox = outboxOf(['r1', 'a']);
    outbox = added(outbox, react('b', 1, 'add'), 2);
    outbox = added(outbox, react('c', 1, 'remove'), 3);
    outbox = added(outbox, react('d', 2, 'add'), 4);

    expect(ids(due(outbox, 5))).toEqual(['a', 'b', 'd']);
    expect(ids(due(receipted(outbox, 'b'), 5))).toEqual(['a', 'c', 'd']);
    expect(ids(due(postponed(outbox, 'd', 9), 5))).toEqual(['a', 'b']);
  });

  it('survives a reload with every kind of action', () => {
    const target = { seq: 3, messageId: 'm3' };
    const actions: Action[] = [
      { kind: 'send', text: 'yes', replyTo: target },
      { kind: 'edit', target, text: 'new', ifVersion: 2 },
      { kind: 'delete', target, reason: 'rude' },
      { kind: 'delete', target },
      { kind: 'react', target, emoji: '👍', op: 'remove' },
      { kind: 'pin', target },
      { kind: 'unpin', target },
    ];
    const outbox = actions.reduce<Outbox>(
      (all, action, at) => added(all, { roomId: 'r1', clientMsgId: `c${at}`, action }, at),
      [],
    );

    const kept = fromKept(JSON.parse(JSON.stringify(toKeep(outbox))));

    expect(kept.map(({ action }) => action)).toEqual(actions);
  });

  it('never waits for a refused message that was discarded', () => {
    expect(outboxOf(['r1', 'a']).map(sendHeaders)).toEqual([{ 'x-forget-refused': 'true' }]);
  });

  it('reads whatever else was kept as nothing', () => {
    for (const kept of [undefined, null, 'x', {}, [{ clientMsgId: 1 }], [null]]) {
      expect(fromKept(kept)).toEqual([]);
    }
  });
});
