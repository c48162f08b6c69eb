import { orUndefined, parseObject } from '../model/json';
import type { Limits } from '../model/limits';
import {
  NOBODY_KNOWN,
  afterLoss,
  afterPresence,
  decodePresence,
  type Presences,
} from '../model/presence';
import { mayTryAgain, type Problem } from '../model/problems';
import { Store } from '../state/store';
import { backoffMs } from '../time/backoff';
import type { Link } from './link';
import type { SessionPart } from './sessionPart';

/** What a server that tells presence lets a session have besides its rooms. */
export const PRESENCE_SUBSCRIPTIONS = 1;

const QUEUE = '/user/queue/presence';
const WATCH = '/app/presence/watch';
const TELL = '/app/presence';

/** Who of the people on the screen is there; tells whether I am. */
export class PresenceFeed implements SessionPart {
  readonly known = new Store<Presences>(NOBODY_KNOWN);
  /** How many people a session may watch; undefined where the server knows nothing of presence. */
  readonly most = new Store<number | undefined>(undefined);
  #watched: readonly string[] = [];
  #isAway = false;
  #link: Link | undefined;
  #isSubscribed = false;
  /** The receipt of the list that was sent last. */
  #receipt: string | undefined;
  #nextId = 1;
  #refusals = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** Watches these people and nobody else. */
  watch(ids: readonly string[]): void {
    const isSame =
      ids.length === this.#watched.length && ids.every((id, at) => id === this.#watched[at]);
    if (!isSame) {
      this.#watched = ids;
      this.#sendWatched();
    }
  }

  /** Whether I am away, as far as this page can see. */
  tell(isAway: boolean): void {
    if (isAway !== this.#isAway) {
      this.#isAway = isAway;
      this.#sendState();
    }
  }

  attach(link: Link, { maxWatched }: Limits): void {
    this.detach();
    this.most.set(maxWatched);
    if (maxWatched === undefined) {
      this.known.set(NOBODY_KNOWN);
      return;
    }
    this.#link = link;
    this.#refusals = 0;
    this.#subscribe();
    // A new session watches nobody
    if (this.#watched.length > 0) {
      this.#sendWatched();
    }
    // Whoever connects is there, as long as nothing else is said
    if (this.#isAway) {
      this.#sendState();
    }
  }

  detach(): void {
    clearTimeout(this.#retry);
    this.#link = undefined;
    this.#isSubscribed = false;
    this.#receipt = undefined;
    this.known.update(afterLoss);
  }

  receipted(id: string): boolean {
    if (id === this.#receipt) {
      this.#receipt = undefined;
      this.#refusals = 0;
    }
    return isOwn(id);
  }

  refused({ destination, receiptId, code, retryAfterMs }: Problem): boolean {
    const isQueue = destination === QUEUE;
    const isList = receiptId === this.#receipt && receiptId !== undefined;
    if (isQueue) {
      this.#isSubscribed = false;
    }
    if ((isQueue || isList) && mayTryAgain(code)) {
      this.#refusals++;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(
        () => {
          this.#subscribe();
          this.#sendWatched();
        },
        backoffMs(this.#refusals, Math.random, retryAfterMs),
      );
    }
    return isQueue || destination === TELL || destination === WATCH || isOwn(receiptId);
  }

  #subscribe(): void {
    const link = this.#link;
    if (!link || this.#isSubscribed) {
      return;
    }
    this.#isSubscribed = true;
    link.subscribe(QUEUE, {}, ({ body }) => {
      const notice = orUndefined(() => decodePresence(parseObject(body)));
      if (notice && this.#link === link) {
        this.known.update((known) => afterPresence(known, notice));
      }
    });
  }

  #sendWatched(): void {
    if (this.#link) {
      this.#receipt = `${RECEIPT}${this.#nextId++}`;
      this.#link.send(WATCH, JSON.stringify({ users: this.#watched }), this.#receipt);
    }
  }

  #sendState(): void {
    this.#link?.send(TELL, JSON.stringify({ state: this.#isAway ? 'away' : 'online' }));
  }
}

const RECEIPT = 'watch-';

function isOwn(receipt: string | undefined): boolean {
  return receipt?.startsWith(RECEIPT) ?? false;
}
