import type { Room } from '../../lib/model/rooms';
import { keepJson, keptJson, type Keep } from '../../lib/state/keep';

/** Up to where each room was read on this device. */
export class ReadMarks {
  readonly #keep: Keep;
  readonly #name: string;
  #marks: Record<string, number>;
  #isFirstVisit: boolean;

  constructor(keep: Keep, userId: string) {
    this.#keep = keep;
    this.#name = `parley.read.${userId}`;
    const kept = keptJson(keep, this.#name);
    this.#isFirstVisit = kept === undefined;
    this.#marks = marksIn(kept);
  }

  /** On a new device nothing old is called unread: there is no telling what was read elsewhere. */
  firstVisit(rooms: readonly Room[]): void {
    if (this.#isFirstVisit) {
      this.#isFirstVisit = false;
      for (const room of rooms) {
        this.#marks[room.id] = room.headSeq;
      }
      keepJson(this.#keep, this.#name, this.#marks);
    }
  }

  /** Another tab of this browser may have read on. */
  reload(): void {
    this.#marks = { ...this.#marks, ...marksIn(keptJson(this.#keep, this.#name)) };
  }

  get(roomId: string): number {
    return this.#marks[roomId] ?? 0;
  }

  /** Marks only move forward. Tells whether this one did. */
  set(roomId: string, seq: number): boolean {
    this.reload();
    if (seq <= this.get(roomId)) {
      return false;
    }
    this.#marks[roomId] = seq;
    keepJson(this.#keep, this.#name, this.#marks);
    return true;
  }
}

function marksIn(kept: unknown): Record<string, number> {
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
