import type { HistoryPage, RoomEvent } from '../model/events';

/**
 * What a client knows of a room: one run of events without a hole, `events[0].seq` to `last`.
 * Nothing but these functions changes it, so what is shown is always a part of the one list that the
 * room is.
 */
export interface RoomView {
  readonly events: readonly RoomEvent[];
  /** The newest seq applied; null until the first event or the first answer of the server. */
  readonly last: number | null;
  /** The newest seq known to exist. */
  readonly head: number;
  /** Whether there is nothing older than the first event. */
  readonly fromStart: boolean;
}

export type Outcome = 'applied' | 'ignored' | 'hole';

export interface Step {
  readonly outcome: Outcome;
  readonly view: RoomView;
}

export const EMPTY_VIEW: RoomView = { events: [], last: null, head: 0, fromStart: false };

/** Applies `last + 1`, ignores what is known, and reports a hole instead of showing past it. */
export function applyEvent(view: RoomView, event: RoomEvent): Step {
  if (view.last !== null && event.seq <= view.last) {
    return { outcome: 'ignored', view };
  }
  if (view.last !== null && event.seq > view.last + 1) {
    return { outcome: 'hole', view: { ...view, head: Math.max(view.head, event.seq) } };
  }
  return {
    outcome: 'applied',
    view: {
      events: [...view.events, event],
      last: event.seq,
      head: Math.max(view.head, event.seq),
      fromStart: view.fromStart || event.seq === 1,
    },
  };
}

/** The server has replayed all that it had to: an empty room is now known to be empty. */
export function caughtUp(view: RoomView, head: number): RoomView {
  return {
    ...view,
    last: view.last ?? head,
    head: Math.max(view.head, head),
    fromStart: view.fromStart || (view.events.length === 0 && head === 0),
  };
}

/** The server cannot replay from `last`: what is held is dropped, and older is read from history. */
export function restartedAt(head: number): RoomView {
  return { events: [], last: head, head, fromStart: head === 0 };
}

/** Puts a page of history before the run. Only what joins it without a hole is taken. */
export function prependHistory(view: RoomView, page: HistoryPage): RoomView {
  const first = oldestSeq(view);
  if (first === null) {
    return view;
  }
  const older = joining(page.items, first);
  const oldest = older[0]?.seq ?? first;
  return {
    ...view,
    events: older.length === 0 ? view.events : [...older, ...view.events],
    head: Math.max(view.head, page.headSeq),
    fromStart: older.length === 0 || oldest <= 1,
  };
}

/** The seq that history is asked to end before; null while nothing is known of the room. */
export function oldestSeq(view: RoomView): number | null {
  return view.events[0]?.seq ?? (view.last === null ? null : view.last + 1);
}

/** The event of a number, where the run holds it. */
export function eventAt(view: RoomView, seq: number): RoomEvent | undefined {
  return view.events[seq - (view.events[0]?.seq ?? 0)];
}

/** Forgets the oldest events beyond `keep`; they can be read again from history. */
export function trimmed(view: RoomView, keep: number): RoomView {
  return view.events.length <= keep
    ? view
    : { ...view, events: view.events.slice(-keep), fromStart: false };
}

function joining(items: readonly RoomEvent[], before: number): RoomEvent[] {
  const taken: RoomEvent[] = [];
  let expected = before - 1;
  for (const event of items.toReversed()) {
    if (event.seq === expected) {
      taken.push(event);
      expected--;
    }
  }
  return taken.reverse();
}
