import type { Room } from '../../lib/model/rooms';
import type { ChatClient } from '../../lib/stomp/client';
import type { Deliveries } from '../../lib/stomp/deliveries';
import { Store } from '../../lib/state/store';
import { byPlace, lineOf, type RoomLine } from './lines';
import type { Counts } from './reading/counts';

const EVERY_MS = 100;
/** Browsers count no further. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The rooms as the list shows them. A replay brings thousands of events, each by itself: the list is
 * made at most ten times a second.
 */
export class RoomLines {
  readonly lines = new Store<readonly RoomLine[]>([]);
  readonly #rooms: () => readonly Room[];
  readonly #chat: ChatClient;
  readonly #deliveries: Deliveries;
  readonly #counts: Counts;
  readonly #myId: string;
  readonly #unwatch: readonly (() => void)[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unmuteTimer: ReturnType<typeof setTimeout> | undefined;
  #madeAt = 0;

  constructor(
    rooms: () => readonly Room[],
    chat: ChatClient,
    deliveries: Deliveries,
    counts: Counts,
    myId: string,
  ) {
    this.#rooms = rooms;
    this.#chat = chat;
    this.#deliveries = deliveries;
    this.#counts = counts;
    this.#myId = myId;
    const queue = () => {
      this.queue();
    };
    this.#unwatch = [deliveries.items.watch(queue), counts.waiting.watch(queue)];
  }

  queue(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#madeAt = Date.now();
        this.lines.set(this.#make(this.#madeAt));
      },
      Math.max(0, this.#madeAt + EVERY_MS - Date.now()),
    );
  }

  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#unmuteTimer);
    this.#unwatch.forEach((stop) => {
      stop();
    });
  }

  #make(now: number): RoomLine[] {
    const rooms = this.#rooms();
    this.#unmuteSoon(rooms, now);
    const written = this.#deliveries.items.get().filter(({ action }) => action.kind === 'send');
    const waiting = new Map(written.map((item) => [item.roomId, item]));
    return rooms
      .map((room) => {
        const view = this.#chat.view(room.id)?.get();
        const counters = this.#counts.get(room.id);
        return lineOf(room, { view, waiting: waiting.get(room.id), counters }, this.#myId, now);
      })
      .sort(byPlace);
  }

  /** A room counts again when the time is over for which it is muted. */
  #unmuteSoon(rooms: readonly Room[], now: number): void {
    const ends = rooms.map(({ preferences }) => preferences?.mutedUntil ?? 0);
    const next = Math.min(...ends.filter((end) => end > now));
    clearTimeout(this.#unmuteTimer);
    if (next - now < LONGEST_TIMER_MS) {
      this.#unmuteTimer = setTimeout(() => {
        this.queue();
      }, next - now);
    }
  }
}
