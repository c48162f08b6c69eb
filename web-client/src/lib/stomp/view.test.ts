import { describe, expect, it } from 'vitest';
import { ADA, BEN, message } from '../../testing/samples';
import type { RoomEvent } from '../model/events';
import {
  EMPTY_VIEW,
  applyEvent,
  caughtUp,
  oldestSeq,
  prependHistory,
  restartedAt,
  trimmed,
  unreadOf,
  type RoomView,
} from './view';

function viewOf(...events: RoomEvent[]): RoomView {
  return events.reduce((view, event) => applyEvent(view, event).view, EMPTY_VIEW);
}

function seqs(view: RoomView): number[] {
  return view.events.map((event) => event.seq);
}

describe('the view of a room', () => {
  it('starts with whatever event comes first', () => {
    const step = applyEvent(EMPTY_VIEW, message(41));

    expect(step.outcome).toBe('applied');
    expect(step.view).toMatchObject({ last: 41, head: 41, fromStart: false });
  });

  it('applies the next event', () => {
    expect(seqs(viewOf(message(1), message(2), message(3)))).toEqual([1, 2, 3]);
  });

  it('knows that it reaches back to the start when the first event is number 1', () => {
    expect(viewOf(message(1)).fromStart).toBe(true);
  });

  it('ignores what it has, however often it comes', () => {
    const view = viewOf(message(5), message(6));

    for (const seq of [6, 5, 4, 1]) {
      expect(applyEvent(view, message(seq))).toEqual({ outcome: 'ignored', view });
    }
  });

  it('shows nothing past a hole, but remembers that there is more', () => {
    const step = applyEvent(viewOf(message(5)), message(8));

    expect(step.outcome).toBe('hole');
    expect(seqs(step.view)).toEqual([5]);
    expect(step.view).toMatchObject({ last: 5, head: 8 });
  });

  it('ends with the same list in whatever way the events of a replay and the live ones mix', () => {
    const mixed = [3, 4, 4, 5, 3, 5, 6, 7, 6, 7].map((seq) => message(seq));

    expect(seqs(viewOf(...mixed))).toEqual([3, 4, 5, 6, 7]);
  });

  it('is an empty room, not a loading one, when the replay ends without an event', () => {
    const view = caughtUp(EMPTY_VIEW, 0);

    expect(view).toMatchObject({ last: 0, head: 0, fromStart: true });
    expect(applyEvent(view, message(1)).outcome).toBe('applied');
  });

  it('does not move back when a replay ends', () => {
    expect(caughtUp(viewOf(message(3), message(4)), 3)).toMatchObject({ last: 4, head: 4 });
  });

  it('goes on from the head when the server cannot replay', () => {
    const view = restartedAt(9000);

    expect(applyEvent(view, message(9001)).outcome).toBe('applied');
    expect(oldestSeq(view)).toBe(9001);
  });

  it('forgets the oldest and can read them again', () => {
    const view = trimmed(viewOf(message(1), message(2), message(3)), 1);

    expect(seqs(view)).toEqual([3]);
    expect(view).toMatchObject({ last: 3, fromStart: false });
    expect(trimmed(view, 5)).toBe(view);
  });
});

describe('history', () => {
  const view = viewOf(message(10), message(11));

  it('is put before the first event', () => {
    const longer = prependHistory(view, { items: [message(8), message(9)], headSeq: 11 });

    expect(seqs(longer)).toEqual([8, 9, 10, 11]);
    expect(longer).toMatchObject({ last: 11, fromStart: false });
  });

  it('may overlap with what is known', () => {
    const items = [message(8), message(9), message(10), message(11)];

    expect(seqs(prependHistory(view, { items, headSeq: 12 }))).toEqual([8, 9, 10, 11]);
    expect(prependHistory(view, { items, headSeq: 12 }).head).toBe(12);
  });

  it('is not taken where it leaves a hole', () => {
    const longer = prependHistory(view, {
      items: [message(6), message(7), message(9)],
      headSeq: 11,
    });

    expect(seqs(longer)).toEqual([9, 10, 11]);
  });

  it('has its start where a page ends with number 1, or is empty', () => {
    const all = Array.from({ length: 9 }, (_, index) => message(index + 1));

    expect(prependHistory(view, { items: all, headSeq: 11 }).fromStart).toBe(true);
    expect(prependHistory(view, { items: [], headSeq: 11 }).fromStart).toBe(true);
  });

  it('waits until something is known of the room', () => {
    expect(prependHistory(EMPTY_VIEW, { items: [message(1)], headSeq: 1 })).toBe(EMPTY_VIEW);
  });
});

describe('unread', () => {
  it('counts the messages of others after what was read', () => {
    const view = viewOf(
      message(1),
      message(2),
      message(3, { content: { kind: 'joined', userId: 'x', name: 'X' } }),
      message(4),
    );

    expect(unreadOf(view, 1, BEN.id)).toEqual({ count: 2, atLeast: false });
    expect(unreadOf(view, 4, BEN.id)).toEqual({ count: 0, atLeast: false });
  });

  it('counts no change of a message, and no message that was deleted', () => {
    const change = (content: RoomEvent['content']) => ({ actor: ADA, content });
    const target = { seq: 2, messageId: 'm2' };
    const reaction = { userId: ADA.id, name: 'Ada', emoji: '👍', op: 'add' } as const;
    const view = viewOf(
      message(1),
      message(2),
      message(3),
      message(4, change({ kind: 'reacted', target, changes: [reaction] })),
      message(5, change({ kind: 'edited', target, text: 'x' })),
      message(6, change({ kind: 'pinned', target })),
      message(7, change({ kind: 'deleted', target })),
    );

    expect(unreadOf(view, 1, BEN.id)).toEqual({ count: 1, atLeast: false });
    expect(unreadOf(view, 3, BEN.id)).toEqual({ count: 0, atLeast: false });
  });

  it('does not end at what I did to a message', () => {
    const target = { seq: 1, messageId: 'm1' };
    const view = viewOf(
      message(1),
      message(2),
      message(3, { actor: BEN, content: { kind: 'pinned', target } }),
    );

    expect(unreadOf(view, 0, BEN.id)).toEqual({ count: 2, atLeast: false });
  });

  it('ends at my own last message, wherever I wrote it', () => {
    const view = viewOf(message(1), message(2, { actor: BEN }), message(3));

    expect(unreadOf(view, 0, BEN.id)).toEqual({ count: 1, atLeast: false });
    expect(unreadOf(view, 0, ADA.id)).toEqual({ count: 0, atLeast: false });
  });

  it('leaves out answers in threads where these stand apart, and my own end nothing there', () => {
    const inThread = { kind: 'message', text: 'x', threadRoot: 1 } as const;
    const view = viewOf(
      message(1),
      message(2),
      message(3, { content: inThread }),
      message(4, { actor: BEN, content: inThread }),
      message(5, { content: inThread }),
    );

    expect(unreadOf(view, 0, BEN.id, 'collapsed')).toEqual({ count: 2, atLeast: false });
    expect(unreadOf(view, 2, BEN.id, 'collapsed')).toEqual({ count: 0, atLeast: false });
    expect(unreadOf(view, 0, BEN.id, 'inline')).toEqual({ count: 1, atLeast: false });
  });

  it('is a lower bound where the view does not reach back far enough', () => {
    expect(unreadOf(viewOf(message(40), message(41)), 12, BEN.id)).toEqual({
      count: 2,
      atLeast: true,
    });
  });
});
