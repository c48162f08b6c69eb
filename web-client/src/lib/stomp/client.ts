import { wireOf, type Action } from '../model/actions';
import { decodeInboxNotice } from '../model/inbox';
import { optionalCount, optionalText, orUndefined, parseObject } from '../model/json';
import { decodeProblem, mayTryAgain, type Problem } from '../model/problems';
import type { RoomEvent } from '../model/events';
import { lostEdit } from '../model/lostEdit';
import { limitsIn } from '../model/limits';
import { ALL_WELL, afterNotice, type ServiceState } from '../model/notices';
import { Store } from '../state/store';
import { backoffMs } from '../time/backoff';
import type { ChatOptions, ConnectionStatus } from './chatOptions';
import type { Frame, Headers, Link } from './link';
import { sendHeaders } from './outbox';
import { Probe } from './probe';
import { CLOSE, afterClose, type Ending } from './reconnect';
import { LIVE_SUBSCRIPTIONS } from './liveRoom';
import { PRESENCE_SUBSCRIPTIONS } from './presenceFeed';
import { RoomFeeds } from './roomFeeds';
import { SessionParts } from './sessionPart';
import type { RoomView } from './view';

/** Only a connection that held for this long counts as success, or a broken pod is hammered. */
const STABLE_MS = 10_000;
const RECEIPT_PATIENCE_MS = 15_000;
const SHOWN_PATIENCE_MS = 120_000;
const TICK_MS = 5_000;
const TOKEN_RECEIPT = 'token';
/** Longer between two beats means that the computer slept. */
const SLEPT_MS = 45_000;
/** The queues of the session itself: errors, notices, inbox. */
const INBOX = 'inbox';
const OWN_QUEUES = ['errors', 'session', INBOX] as const;

/**
 * A person's live connection: keeps one session up, follows any number of rooms without a hole, and
 * delivers what is written, once and in order. Knows nothing of pages and components.
 */
export class ChatClient {
  readonly status = new Store<ConnectionStatus>({ state: 'off' });
  readonly service = new Store<ServiceState>(ALL_WELL);
  /** How many rooms a session may follow. */
  readonly mostRooms = new Store<number>(limitsIn(undefined).subscriptions - OWN_QUEUES.length);
  readonly limits = new Store(limitsIn(undefined));
  readonly feeds: RoomFeeds;
  readonly #options: ChatOptions;
  readonly #random: () => number;
  readonly #parts: SessionParts;
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
  readonly #probe = new Probe();
  #token = '';
  #beatAt = Date.now();

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#parts = new SessionParts(options.parts ?? []);
    this.feeds = new RoomFeeds(this.#random, (event) => {
      this.#arrived(event);
    });
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

  /** The network has changed: connects at once, or finds out at once whether the socket still lives. */
  check(): void {
    const status = this.status.get();
    if (this.#link && status.state === 'online' && !this.#probe.isRunning) {
      this.status.set({ ...status, checking: true });
      this.#probe.start(this.#link, this.#token, () => {
        this.#ended({ code: CLOSE.lost });
      });
    }
    this.hurry();
  }

  #checked(): void {
    this.#probe.cancel();
    const status = this.status.get();
    if (status.state === 'online') {
      this.status.set({ state: 'online', node: status.node });
    }
  }

  /** Keeps the session alive where the page's own timers are slowed down. */
  beat(): void {
    const slept = Date.now() - this.#beatAt > SLEPT_MS;
    this.#beatAt = Date.now();
    if (slept) {
      this.check();
    } else {
      this.#link?.beat();
    }
  }

  /** Follows a room from now on, across reconnects. */
  follow(roomId: string): Store<RoomView> {
    return this.feeds.follow(roomId).view;
  }

  view(roomId: string): Store<RoomView> | undefined {
    return this.feeds.get(roomId)?.view;
  }

  send(roomId: string, text: string): boolean {
    return this.act(roomId, { kind: 'send', text });
  }

  /** Queues a message or a change of one; false where too much waits already. */
  act(roomId: string, action: Action): boolean {
    const accepted = this.#options.deliveries.add(roomId, action);
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
    this.#token = token;
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
    const own = { errors: this.#error, session: this.#notice, inbox: this.#inbox };
    for (const queue of OWN_QUEUES) {
      link.subscribe(`/user/queue/${queue}`, queue === INBOX ? { receipt: INBOX } : {}, own[queue]);
    }
    const limits = limitsIn(headers['x-limits']);
    const live = limits.typingEveryMs === undefined ? 0 : LIVE_SUBSCRIPTIONS;
    const presence = limits.maxWatched === undefined ? 0 : PRESENCE_SUBSCRIPTIONS;
    this.mostRooms.set(limits.subscriptions - OWN_QUEUES.length - live - presence);
    this.limits.set(limits);
    this.feeds.attach(link);
    this.#parts.attach(link, limits);
    this.status.set({ state: 'online', node: headers['x-node'] ?? '' });
    this.#pump();
    this.#options.onOnline();
  }

  /** Another timeline means that the log itself was lost: no cursor means anything any more. */
  #checkTimeline(timeline: string | undefined): void {
    if (timeline !== undefined && this.#timeline !== undefined && timeline !== this.#timeline) {
      this.feeds.forget();
      this.#options.onForget?.();
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
    this.#probe.cancel();
    this.#link?.close();
    this.#opening?.close();
    this.#link = undefined;
    this.#opening = undefined;
    this.feeds.detach();
    this.#parts.detach();
    this.#options.deliveries.rewind();
  }

  #pump(): void {
    const link = this.#link;
    if (link) {
      this.#options.deliveries.handOver((item) => {
        const { call, body } = wireOf(item.action);
        const destination = `/app/rooms/${item.roomId}/${call}`;
        const { clientMsgId } = item;
        const json = JSON.stringify({ clientMsgId, ...body });
        link.send(destination, json, clientMsgId, sendHeaders(item));
      });
    }
  }

  #receipt(id: string): void {
    if (this.#probe.isAnswer(id)) {
      this.#checked();
      return;
    }
    if (id === INBOX) {
      this.#options.onInboxOpen?.();
    } else if (!this.#parts.receipted(id)) {
      this.#options.deliveries.receipted(id);
      this.#pump();
    }
  }

  #tick(): void {
    if (this.#link) {
      this.#options.deliveries.repeatOverdue(Date.now() - RECEIPT_PATIENCE_MS);
      this.#options.deliveries.settle(Date.now() - SHOWN_PATIENCE_MS);
      this.#pump();
    }
  }

  readonly #error = (frame: Frame): void => {
    const problem = orUndefined(() => decodeProblem(parseObject(frame.body)));
    if (problem !== undefined) {
      this.#refused(problem);
    }
  };

  #refused(problem: Problem): void {
    if (this.#probe.isAnswer(problem.receiptId)) {
      this.#checked();
      return;
    }
    if (this.#parts.refused(problem)) {
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
      this.feeds.get(roomId)?.resubscribeLater(problem.retryAfterMs);
      return;
    }
    if (problem.code === 'subscription.limit') {
      this.feeds.unfollow(roomId);
      this.#options.onFull(roomId);
    } else if (problem.code !== 'subscription.duplicate') {
      this.feeds.unfollow(roomId);
      this.#options.onRoomClosed(roomId);
    }
  }

  /** What the service says of itself: how it does, and how long to stay away. */
  readonly #notice = (frame: Frame): void => {
    const notice = orUndefined(() => parseObject(frame.body));
    if (notice) {
      this.service.set(afterNotice(this.service.get(), notice));
      const wish = orUndefined(() => optionalCount(notice, 'retryAfterMs'));
      this.#retryAfterMs = wish ?? this.#retryAfterMs;
      if (optionalText(notice, 'type') === 'role.changed') {
        this.#options.onRole();
      }
    }
  };

  readonly #inbox = (frame: Frame): void => {
    const notice = orUndefined(() => decodeInboxNotice(parseObject(frame.body)));
    if (notice) {
      this.#options.onInbox(notice);
    }
  };

  #arrived(event: RoomEvent): void {
    for (const mine of this.#options.deliveries.reactionsIn(event, this.#options.myId)) {
      this.#options.deliveries.seen(mine);
    }
    if (event.clientMsgId !== undefined && event.actor.id === this.#options.myId) {
      const lost = lostEdit(this.view(event.roomId)?.get().events ?? [], event);
      if (lost) {
        this.#options.deliveries.ineffective(event.clientMsgId, lost);
      } else {
        this.#options.deliveries.seen(event.clientMsgId);
      }
      this.#pump();
    }
  }
}
