import type { LiveSignal, Typist } from '../../../lib/model/live';
import { LiveRoom } from '../../../lib/stomp/liveRoom';
import { Store } from '../../../lib/state/store';

/** Who writes in the room that is open, as it was told last. */
export interface Typing {
  readonly users: readonly Typist[];
  readonly more: boolean;
  /** The newest seq that was known then: a message behind it ends what its author was writing. */
  readonly after: number;
}

const NOBODY: Typing = { users: [], more: false, after: 0 };

/** What goes on in the room that is open: who writes, and up to where others have read. */
export class LiveState {
  readonly typing = new Store<Typing>(NOBODY);
  /** The newest seq that each person has read, as far as it was told since the room was opened. */
  readonly reads = new Store<ReadonlyMap<string, number>>(new Map());
  /** The newest seq that a device of each person has; who reads further has that, too. */
  readonly delivered = new Store<ReadonlyMap<string, number>>(new Map());
  readonly room: LiveRoom;
  readonly #lastSeq: (roomId: string) => number;
  #end: ReturnType<typeof setTimeout> | undefined;

  /** @param lastSeq the newest seq that is known of a room */
  constructor(lastSeq: (roomId: string) => number) {
    this.#lastSeq = lastSeq;
    this.room = new LiveRoom((roomId, signal) => {
      this.#told(roomId, signal);
    });
  }

  open(roomId: string): void {
    this.#clear();
    this.room.open(roomId);
  }

  leave(): void {
    this.#clear();
    this.room.leave();
  }

  #clear(): void {
    clearTimeout(this.#end);
    this.typing.set(NOBODY);
    this.reads.set(new Map());
    this.delivered.set(new Map());
  }

  #told(roomId: string, signal: LiveSignal): void {
    if (signal.type !== 'typing') {
      const { userId, seq } = signal;
      const marks = signal.type === 'read' ? this.reads : this.delivered;
      marks.update((known) => new Map(known).set(userId, seq));
      return;
    }
    const { users, more, ttlMs } = signal;
    clearTimeout(this.#end);
    this.typing.set({ users, more, after: this.#lastSeq(roomId) });
    this.#end = setTimeout(() => {
      this.typing.set(NOBODY);
    }, ttlMs);
  }
}
