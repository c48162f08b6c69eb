import type { Api } from '../../../lib/http/api';
import {
  afterCounters,
  afterMove,
  afterNews,
  countersNow,
  decodeCounters,
  isDoubtful,
  type Counters,
  type News,
  type ReadMove,
  type RoomCounters,
  type Waiting,
} from '../../../lib/model/counters';
import type { Room } from '../../../lib/model/rooms';
import { Store } from '../../../lib/state/store';
import { backoffMs } from '../../../lib/time/backoff';

/** The server tells the truth by itself soon after a move: then nothing has to be asked. */
const ASK_AFTER_MS = 2_500;
const SPREAD_MS = 2_000;
/** The server takes twice as many; proxies take no longer addresses. */
const MOST_ASKED = 100;

/** What waits in each room, as the server counts it; asks where that is not certain. */
export class Counts {
  readonly waiting = new Store<ReadonlyMap<string, Waiting>>(new Map());
  readonly #api: Api;
  /** Rooms of which nothing is known yet. */
  readonly #unknown = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rounds = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  get(roomId: string): Counters | undefined {
    const waiting = this.waiting.get().get(roomId);
    return waiting && countersNow(waiting);
  }

  /** Rooms as the server has just listed them. */
  listed(rooms: readonly Room[]): void {
    this.counted(rooms.flatMap(({ id, counters }) => (counters ? [{ roomId: id, counters }] : [])));
  }

  counted(rooms: readonly RoomCounters[]): void {
    const now = Date.now();
    this.#change((all) => {
      for (const { roomId, counters } of rooms) {
        this.#unknown.delete(roomId);
        all.set(roomId, afterCounters(all.get(roomId), counters, now));
      }
    });
  }

  happened(news: readonly News[]): void {
    this.#change((all) => {
      for (const each of news) {
        const known = all.get(each.roomId);
        if (known) {
          all.set(each.roomId, afterNews(known, each));
        } else {
          this.#unknown.add(each.roomId);
        }
      }
    });
  }

  moved(move: ReadMove): void {
    const known = this.waiting.get().get(move.roomId);
    if (known && move.threadRoot === undefined) {
      this.#change((all) => all.set(move.roomId, afterMove(known, move, Date.now())));
    }
  }

  /** No number means anything any more. */
  forget(): void {
    this.#unknown.clear();
    this.waiting.set(new Map());
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#rounds = Infinity;
  }

  #change(change: (all: Map<string, Waiting>) => void): void {
    const all = new Map(this.waiting.get());
    change(all);
    this.waiting.set(all);
    this.#askSoon();
  }

  #doubtful(): string[] {
    const known = [...this.waiting.get()].filter(([, waiting]) => isDoubtful(waiting));
    return [...this.#unknown, ...known.map(([roomId]) => roomId)].slice(0, MOST_ASKED);
  }

  /** Many pages heard the same news: they do not ask together. */
  #askSoon(): void {
    if (this.#timer === undefined && this.#rounds !== Infinity && this.#doubtful().length > 0) {
      const wait = ASK_AFTER_MS + Math.random() * SPREAD_MS;
      const more = this.#rounds === 0 ? 0 : backoffMs(this.#rounds, Math.random);
      this.#timer = setTimeout(() => void this.#ask(), wait + more);
    }
  }

  async #ask(): Promise<void> {
    const ids = this.#doubtful();
    if (ids.length > 0) {
      const path = `/me/counters?rooms=${ids.join(',')}`;
      const answer = await this.#api.get(path, decodeCounters).catch(() => undefined);
      this.#rounds++;
      if (answer) {
        // What is not in the answer is no room of mine
        ids.forEach((id) => this.#unknown.delete(id));
        this.counted(answer);
      }
    }
    this.#timer = undefined;
    if (this.#doubtful().length === 0) {
      this.#rounds = 0;
    }
    this.#askSoon();
  }
}
