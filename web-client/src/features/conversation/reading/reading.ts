import type { ReadMove } from '../../../lib/model/counters';
import type { RoomEvent } from '../../../lib/model/events';
import type { Room } from '../../../lib/model/rooms';
import type { RoomView } from '../../../lib/stomp/view';
import type { Signals } from '../signals';

/** Moves the marks of a person: by what they see, and by what they say. */
export class Reading {
  readonly #signals: Signals;
  readonly #myId: string;
  /** Rooms that were marked unread while they are open: nothing there is read by itself. */
  readonly #held = new Set<string>();
  /** Up to where each thread was seen here. */
  readonly #threads = new Map<string, number>();

  constructor(signals: Signals, myId: string) {
    this.#signals = signals;
    this.#myId = myId;
  }

  /** The room is looked at anew. */
  opened(roomId: string): void {
    this.#held.delete(roomId);
  }

  /** Somebody has had a room on the screen, up to a seq. */
  saw(roomId: string, view: RoomView, seq: number): void {
    const known = this.#signals.counts.get(roomId);
    if (!known || this.#held.has(roomId)) {
      return;
    }
    const isFurther =
      seq > known.readSeq && (known.unread > 0 || this.#hasNews(view, known.readSeq));
    if (known.markedUnread || isFurther) {
      this.#move({ roomId, seq, op: 'read' });
    }
  }

  /**
   * Messages have come to this device: in rooms of two, and of support, whoever wrote them is told. Not
   * of who is invisible: it would say that they are here.
   */
  arrived(room: Room | undefined, { events }: RoomView): void {
    const known = room && this.#signals.counts.get(room.id);
    const isTold = room?.kind === 'direct' || room?.kind === 'support';
    if (!known || !isTold || !this.#signals.isVisible()) {
      return;
    }
    const newest = events.findLast((event) => this.#isNews(event));
    if (newest && newest.seq > known.readSeq) {
      this.#signals.moves.delivered(room.id, newest.seq);
    }
  }

  /** Somebody has seen a thread up to a seq. How far it was read before is not known here. */
  sawThread(roomId: string, threadRoot: number, seq: number): void {
    const name = `${roomId}/${threadRoot}`;
    if (seq > (this.#threads.get(name) ?? 0)) {
      this.#threads.set(name, seq);
      this.#signals.moves.add({ roomId, seq, op: 'read', threadRoot });
    }
  }

  markRead(roomId: string, seq: number): void {
    this.#held.delete(roomId);
    this.#move({ roomId, seq, op: 'read' });
    this.#signals.moves.flush();
  }

  /** From this message on all is to be read again. */
  markUnread(roomId: string, fromSeq: number): void {
    this.#held.add(roomId);
    this.#move({ roomId, seq: Math.max(0, fromSeq - 1), op: 'unread' });
  }

  /** Another device, or this one, has moved a mark. */
  moved(move: ReadMove): void {
    if (move.op === 'unread' && move.threadRoot === undefined) {
      this.#held.add(move.roomId);
    }
    this.#signals.counts.moved(move);
  }

  #move(move: ReadMove): void {
    this.#signals.counts.moved(move);
    this.#signals.moves.add(move);
  }

  /** Messages that were counted by nobody yet: they come faster than their numbers. */
  #hasNews({ events }: RoomView, readSeq: number): boolean {
    const begin = events.findLastIndex(({ seq }) => seq <= readSeq) + 1;
    return events.slice(begin).some((event) => this.#isNews(event));
  }

  #isNews({ actor, content }: RoomEvent): boolean {
    return actor.id !== this.#myId && content.kind === 'message';
  }
}
