import type { RoomEvent } from '../model/events';
import { Store } from '../state/store';
import type { Link } from './link';
import { RoomFeed } from './roomFeed';

/** The rooms that a client follows, over any number of sessions. */
export class RoomFeeds {
  /** Grows with each room that is followed from now on, or no longer. */
  readonly changes = new Store<number>(0);
  readonly #feeds = new Map<string, RoomFeed>();
  readonly #random: () => number;
  readonly #onEvent: (event: RoomEvent) => void;
  #link: Link | undefined;
  /** The room that a new session follows before all others. */
  #preferred: string | undefined;

  constructor(random: () => number, onEvent: (event: RoomEvent) => void) {
    this.#random = random;
    this.#onEvent = onEvent;
  }

  get(roomId: string): RoomFeed | undefined {
    return this.#feeds.get(roomId);
  }

  follow(roomId: string): RoomFeed {
    const known = this.#feeds.get(roomId);
    if (known) {
      return known;
    }
    const feed = new RoomFeed(roomId, this.#random, this.#onEvent);
    this.#feeds.set(roomId, feed);
    if (this.#link) {
      feed.attach(this.#link);
    }
    this.changes.update((changes) => changes + 1);
    return feed;
  }

  unfollow(roomId: string): void {
    this.#feeds.get(roomId)?.close();
    if (this.#feeds.delete(roomId)) {
      this.changes.update((changes) => changes + 1);
    }
  }

  /** The room that somebody looks at comes first when a session begins. */
  prefer(roomId: string): void {
    this.#preferred = roomId;
  }

  attach(link: Link): void {
    this.#link = link;
    const isPreferred = (roomId: string) => Number(roomId === this.#preferred);
    const feeds = [...this.#feeds].sort(([a], [b]) => isPreferred(b) - isPreferred(a));
    for (const [, feed] of feeds) {
      feed.attach(link);
    }
  }

  detach(): void {
    this.#link = undefined;
    for (const feed of this.#feeds.values()) {
      feed.detach();
    }
  }

  /** No cursor means anything any more. */
  forget(): void {
    for (const feed of this.#feeds.values()) {
      feed.forget();
    }
  }
}
