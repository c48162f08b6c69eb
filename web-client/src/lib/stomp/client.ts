import { DecodeError, optionalCount, optionalText, parseObject } from '../model/json';
import { decodeProblem, mayTryAgain, type Problem } from '../model/problems';
import type { HistoryPage, RoomEvent } from '../model/events';
import { ALL_WELL, afterNotice, type ServiceState } from '../model/notices';
import { decodeInboxNotice, type InboxNotice } from '../model/rooms';
import { Store } from '../state/store';
import { backoffMs } from '../time/backoff';
import type { Frame, Headers, Link, OpenLink } from './link';
import { Deliveries } from './deliveries';
import { afterClose, type Ending } from './reconnect';
import { RoomFeed } from './roomFeed';
import type { RoomView } from './view';

export type ConnectionStatus =
  | { readonly state: 'off' }
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'online'; readonly node: string }
  | { readonly state: 'waiting'; readonly attempt: number; readonly until: number }
  | { readonly state: 'stopped'; readonly why: 'revoked' | 'protocol' };

export interface ChatOptions {
  readonly url: string;
  readonly myId: string;
  /** An access token; a fresh one where the server refused the last. Rejects while there is none. */
  readonly token: (fresh: boolean) => Promise<string>;
  readonly openLink: OpenLink;
  readonly deliveries: Deliveries;
  readonly onInbox: (notice: InboxNotice) => void;
  /** A room turned out to be closed to this person. */
  readonly onRoomClosed: (roomId: string) => void;
  /** This person has another role, and the session acts with it already. */
  readonly onRole: () => void;
  /** Everything may have changed while the connection was away. */
  readonly onOnline: () => void;
  readonly random?: () => number;
}

/** Only a connection that held for this long counts as success, or a broken pod is hammered. */
const STABLE_MS = 10_000;
const RECEIPT_PATIENCE_MS = 15_000;
const SHOWN_PATIENCE_MS = 120_000;
const TICK_MS = 5_000;
const TOKEN_RECEIPT = 'token';

/**
 * A person's live connection: keeps one session up, follows any number of rooms without a hole, and
 * delivers what is written, once and in order. Knows nothing of pages and components.
 */
export class ChatClient {
  readonly status = new Store<ConnectionStatus>({ state: 'off' });
  readonly service = new Store<ServiceState>(ALL_WELL);
  readonly #options: ChatOptions;
  readonly #random: () => number;
  readonly #feeds = new Map<string, RoomFeed>();
  /** The session that is up, and the one that is being opened. */
  #link: Link | undefined;
  #opening: Link | undefined;
  #attempt = 0;
  #onlineSince = 0;
  #freshToken = false;
  #retryAfterMs: number | undefined;
  #timeline: string | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  /** Grows with each start of a connection: answers for an earlier one are ignored. */
  #generation = 0;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  start(): void {
    if (this.status.get().state === 'off' || this.status.get().state === 'stopped') {
      this.#attempt = 0;
      this.#ticker ??= setInterval(() => {
        this.#tick();
      }, TICK_MS);
      void this.#connect();
    }
  }

  stop(): void {
    this.#generation++;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#ticker);
    this.#ticker = undefined;
    this.#drop();
    this.status.set({ state: 'off' });
  }

  /** The network is back or the person asks: does not wait for the next try. */
  hurry(): void {
    if (this.status.get().state === 'waiting') {
      clearTimeout(this.#retryTimer);
      void this.#connect();
    }
  }

  /** Keeps the session alive where the page's own timers are slowed down. */
  beat(): void {
    this.#link?.beat();
  }

  /** Follows a room from now on, across reconnects. */
  follow(roomId: string): Store<RoomView> {
    return this.#feed(roomId).view;
  }

  unfollow(roomId: string): void {
    this.#feeds.get(roomId)?.close();
    this.#feeds.delete(roomId);
  }

  view(roomId: string): Store<RoomView> | undefined {
    return this.#feeds.get(roomId)?.view;
  }

  addHistory(roomId: string, page: HistoryPage): void {
    this.#feeds.get(roomId)?.addHistory(page);
  }

  trim(roomId: string, keep: number): void {
    this.#feeds.get(roomId)?.trim(keep);
  }

  /** Queues a message; false where too much waits already. */
  send(roomId: string, text: string): boolean {
    const accepted = this.#options.deliveries.add(roomId, text);
    this.#pump();
    return accepted;
  }

  retry(clientMsgId: string): void {
    this.#options.deliveries.retry(clientMsgId);
    this.#pump();
  }

  discard(clientMsgId: string): void {
    this.#options.deliveries.discard(clientMsgId);
  }

  /** Puts a fresh access token into the living session. */
  swapToken(accessToken: string): void {
    this.#link?.send('/app/session/token', JSON.stringify({ accessToken }), TOKEN_RECEIPT);
  }

  async #connect(): Promise<void> {
    const generation = ++this.#generation;
    this.status.set({ state: 'connecting', attempt: this.#attempt });
    let token: string;
    try {
      token = await this.#options.token(this.#freshToken);
    } catch {
      if (generation === this.#generation) {
        this.#retryIn(backoffMs(this.#attempt, this.#random));
      }
      return;
    }
    if (generation === this.#generation) {
      this.#open(token, generation);
    }
  }

  #open(token: string, generation: number): void {
    const mine = (action: () => void) => {
      if (generation === this.#generation) {
        action();
      }
    };
    this.#onlineSince = 0;
    this.#retryAfterMs = undefined;
    const link: Link = this.#options.openLink(this.#options.url, token, {
      onOpen: (headers) => {
        mine(() => {
          this.#opened(link, headers);
        });
      },
      onReceipt: (id) => {
        mine(() => {
          this.#receipt(id);
        });
      },
      onEnd: (ending) => {
        mine(() => {
          this.#ended(ending);
        });
      },
    });
    this.#opening = link;
  }

  #opened(link: Link, headers: Headers): void {
    this.#link = link;
    this.#opening = undefined;
    this.#freshToken = false;
    this.#onlineSince = Date.now();
    this.service.set(ALL_WELL);
    this.#checkTimeline(headers['x-timeline']);
    link.subscribe('/user/queue/errors', {}, (frame) => {
      this.#error(frame);
    });
    link.subscribe('/user/queue/session', {}, (frame) => {
      this.#notice(frame);
    });
    link.subscribe('/user/queue/inbox', {}, (frame) => {
      this.#inbox(frame);
    });
    for (const feed of this.#feeds.values()) {
      feed.attach(link);
    }
    this.status.set({ state: 'online', node: headers['x-node'] ?? '' });
    this.#pump();
    this.#options.onOnline();
  }

  /** Another timeline means that the log itself was lost: no cursor means anything any more. */
  #checkTimeline(timeline: string | undefined): void {
    if (timeline !== undefined && this.#timeline !== undefined && timeline !== this.#timeline) {
      for (const feed of this.#feeds.values()) {
        feed.forget();
      }
    }
    this.#timeline = timeline ?? this.#timeline;
  }

  #ended(ending: Ending): void {
    if (this.#onlineSince > 0 && Date.now() - this.#onlineSince >= STABLE_MS) {
      this.#attempt = 0;
    }
    this.#drop();
    const wish = this.#retryAfterMs;
    const known = { ...ending, ...(wish !== undefined && { retryAfterMs: wish }) };
    const next = afterClose(known, this.#attempt, this.#random);
    if (next.action === 'stop') {
      this.#options.deliveries.stopped(ending.problem);
      this.status.set({ state: 'stopped', why: next.why });
      return;
    }
    this.#freshToken = next.freshToken;
    this.#retryIn(next.delayMs);
  }

  #retryIn(delayMs: number): void {
    this.#attempt++;
    this.status.set({ state: 'waiting', attempt: this.#attempt, until: Date.now() + delayMs });
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => void this.#connect(), delayMs);
  }

  #drop(): void {
    this.#link?.close();
    this.#opening?.close();
    this.#link = undefined;
    this.#opening = undefined;
    for (const feed of this.#feeds.values()) {
      feed.detach();
    }
    this.#options.deliveries.rewind();
  }

  #pump(): void {
    const link = this.#link;
    if (link) {
      this.#options.deliveries.handOver((item) => {
        const body = JSON.stringify({ clientMsgId: item.clientMsgId, text: item.text });
        link.send(`/app/rooms/${item.roomId}/send`, body, item.clientMsgId);
      });
    }
  }

  #receipt(id: string): void {
    this.#options.deliveries.receipted(id);
    this.#pump();
  }

  #tick(): void {
    if (this.#link) {
      this.#options.deliveries.repeatOverdue(Date.now() - RECEIPT_PATIENCE_MS);
      this.#options.deliveries.settle(Date.now() - SHOWN_PATIENCE_MS);
      this.#pump();
    }
  }

  #error(frame: Frame): void {
    const problem = orUndefined(() => decodeProblem(parseObject(frame.body)));
    if (problem === undefined) {
      return;
    }
    const id = problem.clientMsgId ?? problem.receiptId;
    if (id !== undefined && this.#options.deliveries.has(id)) {
      this.#sendRefused(id, problem);
      return;
    }
    const roomId = /^\/topic\/rooms\/([^/]+)$/.exec(problem.destination ?? '')?.[1];
    if (roomId !== undefined) {
      this.#followRefused(roomId, problem);
    }
  }

  #sendRefused(clientMsgId: string, problem: Problem): void {
    if (mayTryAgain(problem.code)) {
      const { deliveries } = this.#options;
      const delay = backoffMs(deliveries.attempts(clientMsgId), this.#random, problem.retryAfterMs);
      deliveries.postpone(clientMsgId, Date.now() + delay);
      setTimeout(() => {
        this.#pump();
      }, delay + 1);
      return;
    }
    this.#options.deliveries.refused(clientMsgId, problem);
    this.#pump();
  }

  #followRefused(roomId: string, problem: Problem): void {
    if (mayTryAgain(problem.code)) {
      this.#feeds.get(roomId)?.resubscribeLater(problem.retryAfterMs);
      return;
    }
    if (problem.code !== 'subscription.duplicate') {
      this.unfollow(roomId);
      this.#options.onRoomClosed(roomId);
    }
  }

  /** What the service says of itself: how it does, and how long to stay away. */
  #notice(frame: Frame): void {
    const notice = orUndefined(() => parseObject(frame.body));
    if (notice) {
      this.service.set(afterNotice(this.service.get(), notice));
      const wish = orUndefined(() => optionalCount(notice, 'retryAfterMs'));
      this.#retryAfterMs = wish ?? this.#retryAfterMs;
      if (optionalText(notice, 'type') === 'role.changed') {
        this.#options.onRole();
      }
    }
  }

  #inbox(frame: Frame): void {
    const notice = orUndefined(() => decodeInboxNotice(parseObject(frame.body)));
    if (notice) {
      this.#options.onInbox(notice);
    }
  }

  #feed(roomId: string): RoomFeed {
    let feed = this.#feeds.get(roomId);
    if (!feed) {
      feed = new RoomFeed(roomId, this.#random, (event) => {
        this.#arrived(event);
      });
      this.#feeds.set(roomId, feed);
      if (this.#link) {
        feed.attach(this.#link);
      }
    }
    return feed;
  }

  #arrived(event: RoomEvent): void {
    if (event.clientMsgId !== undefined && event.actor.id === this.#options.myId) {
      this.#options.deliveries.seen(event.clientMsgId);
      this.#pump();
    }
  }
}

/** What cannot be read is not for this client; the next frame may be. */
function orUndefined<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) {
      return undefined;
    }
    throw error;
  }
}
