import { describe, expect, it } from 'vitest';
import { message } from '../../testing/samples';
import type { RoomEvent } from '../model/events';
import {
  EMPTY_VIEW,
  applyEvent,
  caughtUp,
  oldestSeq,
  prependHistory,
  restartedAt,
  trimmed,
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
