import { decodeControl } from '../model/control';
import { decodeEvent, type HistoryPage, type RoomEvent } from '../model/events';
import { DecodeError, parseObject } from '../model/json';
import { Store } from '../state/store';
import { backoffMs } from '../time/backoff';
import type { Frame, Link } from './link';
import {
  EMPTY_VIEW,
  applyEvent,
  caughtUp,
  prependHistory,
  restartedAt,
  trimmed,
  type RoomView,
} from './view';

/** What a first visit shows before anything is read from history. */
const FIRST_EVENTS = 30;
/** A room in the background keeps no more than this. */
const MOST_EVENTS = 5_000;

/** Follows one room over any number of sessions, and keeps its view without a hole. */
export class RoomFeed {
  readonly view = new Store<RoomView>(EMPTY_VIEW);
  readonly #roomId: string;
  readonly #random: () => number;
  readonly #onEvent: (event: RoomEvent) => void;
  #link: Link | undefined;
  #unsubscribe: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(roomId: string, random: () => number, onEvent: (event: RoomEvent) => void) {
    this.#roomId = roomId;
    this.#random = random;
    this.#onEvent = onEvent;
  }

  attach(link: Link): void {
    this.detach();
    this.#link = link;
    this.#failures = 0;
    this.#subscribe(link);
  }

  /** The session is gone: whatever still comes from it is not for this view. */
  detach(): void {
    clearTimeout(this.#timer);
    this.#link = undefined;
    this.#unsubscribe = undefined;
  }

  close(): void {
    this.#unsubscribe?.();
    this.detach();
  }

  forget(): void {
    this.view.set(EMPTY_VIEW);
  }

  addHistory(page: HistoryPage): void {
    this.view.update((view) => prependHistory(view, page));
  }

  trim(keep: number): void {
    this.view.update((view) => trimmed(view, keep));
  }

  /** Ends what is left of the subscription and starts anew, from the last event applied. */
  resubscribeLater(retryAfterMs?: number): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    clearTimeout(this.#timer);
    const delay =
      this.#failures === 0 && retryAfterMs === undefined ? 0 : this.#delay(retryAfterMs);
    this.#failures++;
    this.#timer = setTimeout(() => {
      if (this.#link) {
        this.#subscribe(this.#link);
      }
    }, delay);
  }

  #delay(retryAfterMs: number | undefined): number {
    return backoffMs(this.#failures, this.#random, retryAfterMs);
  }

  #subscribe(link: Link): void {
    const { last } = this.view.get();
    const from = last === null ? { 'x-tail': String(FIRST_EVENTS) } : { 'x-after': String(last) };
    let current = true;
    const unsubscribe = link.subscribe(`/topic/rooms/${this.#roomId}`, from, (frame) => {
      if (current && this.#link === link) {
        this.#frame(frame);
      }
    });
    this.#unsubscribe = () => {
      current = false;
      unsubscribe();
    };
  }

  #frame(frame: Frame): void {
    try {
      if (frame.headers['x-seq'] === undefined) {
        this.#control(frame.body);
      } else {
        this.#event(decodeEvent(parseObject(frame.body)));
      }
    } catch (error) {
      // An event that cannot be read leaves a hole, which the next one finds
      if (!(error instanceof DecodeError)) {
        throw error;
      }
    }
  }

  #event(event: RoomEvent): void {
    const step = applyEvent(this.view.get(), event);
    this.view.set(
      step.view.events.length > MOST_EVENTS ? trimmed(step.view, MOST_EVENTS / 2) : step.view,
    );
    if (step.outcome === 'hole') {
      this.resubscribeLater();
    } else if (step.outcome === 'applied') {
      this.#failures = 0;
      this.#onEvent(event);
    }
  }

  #control(body: string): void {
    const control = decodeControl(body);
    if (control?.kind === 'resume.end') {
      this.#failures = 0;
      this.view.update((view) => caughtUp(view, control.head));
    } else if (control?.kind === 'resume.failed') {
      this.view.set(restartedAt(control.headSeq));
    }
  }
}
