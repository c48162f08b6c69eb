import type { Api } from '../../lib/http/api';
import { allOf } from '../../lib/http/pages';
import type { News } from '../../lib/model/counters';
import type { InboxNotice } from '../../lib/model/inbox';
import { decodeRoom, pageOf, type Room } from '../../lib/model/rooms';
import type { ChatClient } from '../../lib/stomp/client';
import type { Deliveries } from '../../lib/stomp/deliveries';
import type { RoomView } from '../../lib/stomp/view';
import { Store } from '../../lib/state/store';
import { backoffMs } from '../../lib/time/backoff';
import { roomsToFollow } from './following';
import { History } from './history';
import { asSeen, type RoomLine } from './lines';
import { Reading } from './reading/reading';
import { newerOf, roomChange } from './roomChange';
import { RoomLines } from './roomLines';
import type { Signals } from './signals';

export type RoomsState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly rooms: readonly Room[] };

/** What a room keeps when it is left; older can be read again. */
const KEPT_IN_BACKGROUND = 200;
/** Changes often come in bursts: an admin adds people one after the other. */
const RELOAD_AFTER_MS = 150;
/** A pod may hear of a room a little later than its members. */
const MOST_REFUSALS = 6;

const CHANGES_ROOM = new Set(['standing', 'claimed', 'released', 'settings']);

/** An older server tells nothing of a room that is not followed: the newest are looked at again. */
const REFRESH_MS = 30_000;
const REFRESH_PAGE = 200;

/** The rooms of the person who is signed in. What is open and what was active last is followed live. */
export class Conversations {
  readonly rooms = new Store<RoomsState>({ state: 'loading' });
  readonly lines: Store<readonly RoomLine[]>;
  readonly chat: ChatClient;
  readonly deliveries: Deliveries;
  readonly signals: Signals;
  readonly history: History;
  readonly reading: Reading;
  readonly #api: Api;
  readonly #myId: string;
  readonly #lines: RoomLines;
  readonly #stops = new Map<string, () => void>();
  readonly #refusals = new Map<string, number>();
  /** Rooms that were read by their ids in this session, found or not. */
  readonly #sought = new Set<string>();
  #reloadTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #refreshTimer: ReturnType<typeof setInterval>;
  readonly #unwatch: readonly (() => void)[];
  #openId: string | undefined;
  /** How many rooms the server has let this session follow, where that was fewer than it told. */
  #capacity = Infinity;
  #loads = 0;
  #failedLoads = 0;

  constructor(api: Api, myId: string, chat: ChatClient, deliveries: Deliveries, signals: Signals) {
    this.#api = api;
    this.#myId = myId;
    this.chat = chat;
    this.deliveries = deliveries;
    this.signals = signals;
    this.history = new History(api, chat);
    this.reading = new Reading(signals, myId);
    const listed = () => this.#listed();
    this.#lines = new RoomLines(listed, chat, deliveries, signals.counts, myId);
    this.lines = this.#lines.lines;
    this.#refreshTimer = setInterval(() => void this.refresh(), REFRESH_MS);
    this.#unwatch = [
      chat.mostRooms.watch(() => {
        this.#capacity = Infinity;
        this.#arrange();
      }),
    ];
  }

  /**
   * Reads the list anew; what is on the screen stays until the answer is there. Whoever asked may
   * not ask again, so a failure is followed by another try.
   */
  async load(): Promise<void> {
    const round = ++this.#loads;
    try {
      const rooms = await allOf(this.#api, '/me/rooms', decodeRoom);
      if (round === this.#loads) {
        this.#failedLoads = 0;
        this.signals.counts.listed(rooms);
        this.#take(rooms);
      }
    } catch (error) {
      if (round === this.#loads) {
        this.#loadFailed(error);
      }
    }
  }

  #loadFailed(error: unknown): void {
    if (this.rooms.get().state !== 'ready') {
      this.rooms.set({ state: 'failed', error });
    }
    this.#failedLoads++;
    this.loadSoon(RELOAD_AFTER_MS + backoffMs(this.#failedLoads, Math.random));
  }

  loadSoon(afterMs = RELOAD_AFTER_MS): void {
    clearTimeout(this.#reloadTimer);
    this.#reloadTimer = setTimeout(() => void this.load(), afterMs);
  }

  /** What this person's devices are told. */
  inbox(notice: InboxNotice): void {
    switch (notice.type) {
      case 'room.changed':
      case 'room.removed':
        this.loadSoon();
        return;
      case 'read':
        this.reading.moved(notice.move);
        return;
      case 'counters':
        this.signals.counts.counted(notice.rooms);
        return;
      case 'heads':
        this.signals.counts.happened(notice.rooms);
        this.#happened(notice.rooms);
        return;
      case 'preferences':
        this.change(notice.roomId, { preferences: notice.preferences });
    }
  }

  /** Looks again at the rooms with the newest events, where nobody tells of those that are not followed. */
  async refresh(): Promise<void> {
    const known = this.rooms.get();
    const isTold = this.chat.limits.get().readEveryMs !== undefined;
    if (isTold || known.state !== 'ready' || known.rooms.length <= this.#stops.size) {
      return;
    }
    const round = this.#loads;
    const path = `/me/rooms?limit=${REFRESH_PAGE}`;
    const page = await this.#api.get(path, pageOf(decodeRoom)).catch(() => undefined);
    const now = this.rooms.get();
    if (page && round === this.#loads && now.state === 'ready') {
      const fresh = new Set(page.items.map(({ id }) => id));
      this.#take([...page.items, ...now.rooms.filter(({ id }) => !fresh.has(id))]);
    }
  }

  /** The connection is new: what it refused may be open now. */
  online(): void {
    this.#refusals.clear();
    this.#sought.clear();
    this.#capacity = Infinity;
    this.loadSoon();
  }

  /** Somebody looks at this room: it is followed whatever else is. */
  open(roomId: string): void {
    this.#openId = roomId;
    this.reading.opened(roomId);
    this.chat.feeds.prefer(roomId);
    this.#arrange();
    this.signals.live.open(roomId);
  }

  /** Follows a room anew whose messages have not come. */
  retry(roomId: string): void {
    this.#refusals.delete(roomId);
    this.#unfollow(roomId);
    this.#arrange();
  }

  /** A room that stands in no list, by its id: further down than the list goes, or just made. */
  async find(roomId: string): Promise<Room> {
    const room = await this.#api.get(`/rooms/${roomId}`, decodeRoom);
    this.signals.counts.listed([room]);
    this.include(room);
    return room;
  }

  /** The server lets this session follow no more: the least recent makes room. */
  full(roomId: string): void {
    this.#stop(roomId);
    this.#capacity = Math.max(1, this.#stops.size);
    this.#arrange();
  }

  /** The server did not let this person follow a room: the list tells whether it is gone. */
  refused(roomId: string): void {
    const refusals = (this.#refusals.get(roomId) ?? 0) + 1;
    this.#refusals.set(roomId, refusals);
    this.#stop(roomId);
    this.#lines.queue();
    this.loadSoon(RELOAD_AFTER_MS + backoffMs(refusals, Math.random));
  }

  /** A room as it is now, before the list says so: just made, opened or changed. */
  include(room: Room): void {
    const known = this.rooms.get();
    const rooms = known.state === 'ready' ? known.rooms : [];
    const before = rooms.find(({ id }) => id === room.id);
    const others = rooms.filter((each) => each !== before);
    this.#take([...others, before ? newerOf(before, room) : room]);
  }

  remove(roomId: string): void {
    const known = this.rooms.get();
    if (known.state === 'ready') {
      this.#take(known.rooms.filter((room) => room.id !== roomId));
    }
  }

  /** Something of a room is another. */
  change(roomId: string, change: Partial<Room>): void {
    const known = this.rooms.get();
    if (known.state === 'ready') {
      const rooms = known.rooms.map((room) => (room.id === roomId ? { ...room, ...change } : room));
      this.rooms.set({ state: 'ready', rooms });
      this.#lines.queue();
    }
  }

  /** I may be visible from now on: what has come meanwhile is told. */
  tellArrived(): void {
    for (const roomId of this.#stops.keys()) {
      const view = this.chat.view(roomId)?.get();
      if (view) {
        this.reading.arrived(this.room(roomId), view);
      }
    }
  }

  room(roomId: string): Room | undefined {
    return this.#listed().find((room) => room.id === roomId);
  }

  #listed(): readonly Room[] {
    const known = this.rooms.get();
    return known.state === 'ready' ? known.rooms : [];
  }

  leave(roomId: string): void {
    this.chat.feeds.get(roomId)?.trim(KEPT_IN_BACKGROUND);
    this.signals.moves.flush();
    if (this.#openId === roomId) {
      this.#openId = undefined;
      this.signals.live.leave();
    }
  }

  close(): void {
    // What is under way must not begin another try
    this.#loads++;
    clearTimeout(this.#reloadTimer);
    clearInterval(this.#refreshTimer);
    this.#lines.close();
    this.signals.close();
    [...this.#unwatch, ...this.#stops.values()].forEach((stop) => {
      stop();
    });
    this.#stops.clear();
  }

  #take(rooms: readonly Room[]): void {
    this.rooms.set({ state: 'ready', rooms });
    this.#arrange();
    this.#lines.queue();
  }

  /** Where something was said goes up in the list, and is followed. */
  #happened(news: readonly News[]): void {
    const known = this.rooms.get();
    if (known.state !== 'ready') {
      return;
    }
    const byRoom = new Map(news.map((each) => [each.roomId, each]));
    const rooms = known.rooms.map((room) => {
      const { headSeq, lastAt } = byRoom.get(room.id) ?? room;
      byRoom.delete(room.id);
      const at = Math.max(room.lastAt ?? 0, lastAt ?? 0);
      return headSeq > room.headSeq || at > (room.lastAt ?? 0)
        ? { ...room, headSeq: Math.max(headSeq, room.headSeq), lastAt: at }
        : room;
    });
    this.#take(rooms);
    for (const roomId of byRoom.keys()) {
      if (!this.#sought.has(roomId)) {
        this.#sought.add(roomId);
        this.find(roomId).catch(() => undefined);
      }
    }
  }

  /** Follows what is to be followed, and nothing else. */
  #arrange(): void {
    const known = this.rooms.get();
    if (known.state !== 'ready') {
      return;
    }
    const rooms = known.rooms.filter(({ id }) => (this.#refusals.get(id) ?? 0) < MOST_REFUSALS);
    const most = Math.min(this.#capacity, this.chat.mostRooms.get());
    const wanted = new Set(roomsToFollow(rooms.map(this.#asSeen), this.#openId, most));
    for (const id of [...this.#stops.keys()].filter((each) => !wanted.has(each))) {
      this.#unfollow(id);
    }
    for (const id of wanted) {
      if (!this.#stops.has(id)) {
        this.#stops.set(id, this.#follow(id));
      }
    }
  }

  readonly #asSeen = (room: Room): Room => {
    const view = this.chat.view(room.id)?.get();
    return view ? asSeen(room, view, this.#myId) : room;
  };

  /** What was seen of the room goes into the list, which is all that tells of it from now on. */
  #unfollow(roomId: string): void {
    const known = this.rooms.get();
    if (known.state === 'ready') {
      const rooms = known.rooms.map((room) => (room.id === roomId ? this.#asSeen(room) : room));
      this.rooms.set({ state: 'ready', rooms });
    }
    this.#stop(roomId);
    this.chat.feeds.unfollow(roomId);
  }

  #stop(roomId: string): void {
    this.#stops.get(roomId)?.();
    this.#stops.delete(roomId);
  }

  #follow(roomId: string): () => void {
    const view = this.chat.follow(roomId);
    let last = view.get().last;
    return view.watch(() => {
      this.#redefined(roomId, view.get(), last);
      this.#changed(view.get(), last);
      if (view.get().last !== last) {
        this.reading.arrived(this.room(roomId), view.get());
      }
      last = view.get().last;
      this.#refusals.delete(roomId);
      this.#lines.queue();
    });
  }

  /** Names and settings live in the list of rooms: an event that changes one makes it out of date. */
  #redefined(roomId: string, view: RoomView, last: number | null): void {
    const event = view.events.at(-1);
    const change = last !== null && event && event.seq > last && roomChange(event.content);
    if (change) {
      this.change(roomId, change);
    }
  }

  /** What somebody may do, and who works on what, stands in the list of rooms. */
  #changed(view: RoomView, last: number | null): void {
    const news = view.events.filter((event) => last !== null && event.seq > last);
    if (news.some(({ content }) => CHANGES_ROOM.has(content.kind))) {
      this.loadSoon();
    }
  }
}
