import type { ReadMove } from '../model/counters';
import type { Limits } from '../model/limits';
import { mayTryAgain, type Problem } from '../model/problems';
import { backoffMs } from '../time/backoff';
import type { Link } from './link';
import type { SessionPart } from './sessionPart';

/** A device of mine has what came to a room. */
interface Delivery {
  readonly roomId: string;
  readonly seq: number;
  readonly op: 'delivered';
  readonly threadRoot?: never;
}

type Move = ReadMove | Delivery;

/** The newest move of a room or a thread, until the server has it. */
interface Lane {
  move: Move;
  state: 'due' | 'sent' | 'done';
  /** When a move of it was sent last, in any session. */
  sentAt: number;
  receipt: string | undefined;
  refusals: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** What is on the screen is read within a moment, which says that it is here, too. */
const DELIVERED_AFTER_MS = 300;

/**
 * Tells the server what was read: of each room the newest move, not faster than it asks for, and again
 * after a lost connection. Moves that nobody has a receipt for may have got lost, and are repeated: the
 * mark stands where the newest one puts it.
 */
export class ReadMoves implements SessionPart {
  readonly #onSent: (move: ReadMove) => void;
  readonly #lanes = new Map<string, Lane>();
  #link: Link | undefined;
  #everyMs = 0;
  #takesDeliveries = false;
  #nextId = 1;

  /** @param onSent hears of each move that goes out, also of repeated ones */
  constructor(onSent: (move: ReadMove) => void) {
    this.#onSent = onSent;
  }

  /** Reading is told at its pace, setting a mark back at once. */
  add(move: ReadMove): void {
    const lane = this.#laneOf(move);
    const isKnown = lane.state !== 'done' && lane.move.op === 'read' && lane.move.seq >= move.seq;
    if (move.op === 'read' && isKnown) {
      return;
    }
    lane.move = move;
    lane.state = 'due';
    lane.receipt = undefined;
    lane.refusals = 0;
    this.#schedule(lane, move.op === 'unread' ? 0 : lane.sentAt + this.#everyMs - Date.now());
  }

  /** This device has what came to a room, up to a seq. Who has read it needs not say so. */
  delivered(roomId: string, seq: number): void {
    const lane = this.#laneOf({ roomId, seq: 0, op: 'delivered' });
    if (seq > lane.move.seq && !this.#isRead(roomId, seq)) {
      lane.move = { roomId, seq, op: 'delivered' };
      lane.receipt = undefined;
      lane.refusals = 0;
      lane.state = 'due';
      const pace = lane.sentAt + this.#everyMs - Date.now();
      this.#schedule(lane, Math.max(DELIVERED_AFTER_MS, pace));
    }
  }

  #isRead(roomId: string, seq: number): boolean {
    const move = this.#lanes.get(nameOf({ roomId }))?.move;
    return move?.op === 'read' && move.seq >= seq;
  }

  /** Sends at once what waits: whoever reads may be gone in a moment. */
  flush(): void {
    for (const lane of this.#lanes.values()) {
      if (lane.state === 'due') {
        this.#send(lane);
      }
    }
  }

  attach(link: Link, { readEveryMs, maxWatched }: Limits): void {
    this.detach();
    this.#takesDeliveries = maxWatched !== undefined;
    // A server of before knows nothing of marks
    this.#link = readEveryMs === undefined ? undefined : link;
    this.#everyMs = readEveryMs ?? 0;
    this.flush();
  }

  detach(): void {
    this.#link = undefined;
    for (const lane of this.#lanes.values()) {
      clearTimeout(lane.timer);
      lane.timer = undefined;
      if (lane.state === 'sent') {
        lane.state = 'due';
      }
    }
  }

  receipted(id: string): boolean {
    const lane = this.#sentAs(id);
    if (lane) {
      lane.state = 'done';
      lane.receipt = undefined;
    }
    return lane !== undefined;
  }

  refused(problem: Problem): boolean {
    const lane = this.#sentAs(problem.receiptId);
    if (lane) {
      lane.receipt = undefined;
      lane.state = mayTryAgain(problem.code) ? 'due' : 'done';
      if (lane.state === 'due') {
        lane.refusals++;
        this.#schedule(lane, backoffMs(lane.refusals, Math.random, problem.retryAfterMs));
      }
    }
    return lane !== undefined;
  }

  #laneOf(move: Move): Lane {
    const name = nameOf(move);
    const known = this.#lanes.get(name);
    if (known) {
      return known;
    }
    const idle = { receipt: undefined, timer: undefined, refusals: 0 };
    const lane: Lane = { move, state: 'done', sentAt: -Infinity, ...idle };
    this.#lanes.set(name, lane);
    return lane;
  }

  #sentAs(id: string | undefined): Lane | undefined {
    return id === undefined
      ? undefined
      : [...this.#lanes.values()].find(({ receipt }) => receipt === id);
  }

  #schedule(lane: Lane, afterMs: number): void {
    clearTimeout(lane.timer);
    if (afterMs <= 0) {
      this.#send(lane);
    } else {
      lane.timer = setTimeout(() => {
        this.#send(lane);
      }, afterMs);
    }
  }

  #send(lane: Lane): void {
    clearTimeout(lane.timer);
    if (!this.#link) {
      return;
    }
    const { roomId, seq, op, threadRoot } = lane.move;
    if (op === 'delivered' && (!this.#takesDeliveries || this.#isRead(roomId, seq))) {
      lane.state = 'done';
      return;
    }
    const body = { seq, op, ...(threadRoot !== undefined && { threadRoot }) };
    lane.state = 'sent';
    lane.sentAt = Date.now();
    lane.receipt = `read-${this.#nextId++}`;
    this.#link.send(`/app/rooms/${roomId}/read`, JSON.stringify(body), lane.receipt);
    if (lane.move.op !== 'delivered') {
      this.#onSent(lane.move);
    }
  }
}

function nameOf({ roomId, op, threadRoot }: Pick<Move, 'roomId'> & Partial<Move>): string {
  return `${roomId}/${op === 'delivered' ? op : (threadRoot ?? '')}`;
}
