import type { Limits } from '../model/limits';
import { decodeLive, type LiveSignal } from '../model/live';
import { orUndefined, parseObject } from '../model/json';
import { mayTryAgain, type Problem } from '../model/problems';
import { Store } from '../state/store';
import { backoffMs } from '../time/backoff';
import type { Link } from './link';
import type { SessionPart } from './sessionPart';

/** What a server that tells typing lets a session have besides its rooms. */
export const LIVE_SUBSCRIPTIONS = 1;

/** Who writes and who reads in the room that is open, while it is open; tells that I write. */
export class LiveRoom implements SessionPart {
  /** How many sessions there have been: what was told between two of them is lost. */
  readonly sessions = new Store(0);
  readonly #onSignal: (roomId: string, signal: LiveSignal) => void;
  #roomId: string | undefined;
  #link: Link | undefined;
  #unsubscribe: (() => void) | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #refusals = 0;

  constructor(onSignal: (roomId: string, signal: LiveSignal) => void) {
    this.#onSignal = onSignal;
  }

  open(roomId: string): void {
    if (this.#roomId !== roomId) {
      this.leave();
      this.#roomId = roomId;
      this.#refusals = 0;
      this.#subscribe();
    }
  }

  leave(): void {
    clearTimeout(this.#retry);
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#roomId = undefined;
  }

  /** Whatever gets lost of this is said again soon, or ends by itself. */
  tell(roomId: string, state: 'start' | 'stop', threadRoot?: number): void {
    const body = { state, ...(threadRoot !== undefined && { threadRoot }) };
    this.#link?.send(`/app/rooms/${roomId}/typing`, JSON.stringify(body));
  }

  attach(link: Link, { typingEveryMs }: Limits): void {
    this.detach();
    // A server of before knows nothing of this
    if (typingEveryMs !== undefined) {
      this.#link = link;
      this.#subscribe();
      this.sessions.update((before) => before + 1);
    }
  }

  detach(): void {
    clearTimeout(this.#retry);
    this.#link = undefined;
    this.#unsubscribe = undefined;
  }

  receipted(): boolean {
    return false;
  }

  refused({ destination, code, retryAfterMs }: Problem): boolean {
    if (destination?.startsWith('/app/rooms/') && destination.endsWith('/typing')) {
      return true;
    }
    if (this.#roomId === undefined || destination !== topicOf(this.#roomId)) {
      return false;
    }
    this.#unsubscribe = undefined;
    if (mayTryAgain(code)) {
      this.#refusals++;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(
        () => {
          this.#subscribe();
        },
        backoffMs(this.#refusals, Math.random, retryAfterMs),
      );
    }
    return true;
  }

  #subscribe(): void {
    const roomId = this.#roomId;
    const link = this.#link;
    if (roomId === undefined || !link || this.#unsubscribe) {
      return;
    }
    this.#unsubscribe = link.subscribe(topicOf(roomId), {}, ({ body }) => {
      const signal = orUndefined(() => decodeLive(parseObject(body)));
      if (signal && this.#roomId === roomId && this.#link === link) {
        this.#onSignal(roomId, signal);
      }
    });
  }
}

function topicOf(roomId: string): string {
  return `/topic/rooms/${roomId}/live`;
}
