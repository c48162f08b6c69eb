import type { Api } from '../../lib/http/api';
import { allOf } from '../../lib/http/pages';
import { decodeHistoryPage, type EventContent } from '../../lib/model/events';
import { decodeRoom, pageOf, type Room } from '../../lib/model/rooms';
import type { ChatClient } from '../../lib/stomp/client';
import type { Deliveries } from '../../lib/stomp/deliveries';
import { oldestSeq, type RoomView } from '../../lib/stomp/view';
import { Store } from '../../lib/state/store';
import { backoffMs } from '../../lib/time/backoff';
import { roomsToFollow } from './following';
import { asSeen, lineOf, type RoomLine } from './lines';
import type { ReadMarks } from './readMarks';

export type RoomsState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly rooms: readonly Room[] };

const HISTORY_PAGE = 50;
/** The server gives no more at once. */
const LONGEST_PAGE = 200;
/** What is further back is not worth the wait and the memory. */
const MOST_TO_READ_BACK = 3_000;
/** What a room keeps when it is left; older can be read again. */
const KEPT_IN_BACKGROUND = 200;
/** Changes often come in bursts: an admin adds people one after the other. */
const RELOAD_AFTER_MS = 150;
/** A pod may hear of a room a little later than its members. */
const MOST_REFUSALS = 6;

const CHANGES_ROOM = new Set(['standing', 'claimed', 'released', 'settings']);

/** What of a room an event says anew. */
function roomChange(
  content: EventContent,
): Pick<Room, 'name'> | Pick<Room, 'settings'> | undefined {
  if (content.kind === 'settings') {
    return { settings: content.settings };
  }
  return content.kind === 'renamed' ? { name: content.name } : undefined;
}

/** What a room is now, with what was last said in it, which stands in the list alone. */
function newerOf(before: Room, room: Room): Room {
  if (room.version < before.version) {
    return before;
  }
  const { headSeq, lastAt, lastEvent } = before;
  const end = { headSeq, ...(lastAt !== undefined && { lastAt }), ...(lastEvent && { lastEvent }) };
  return { ...room, ...end };
}

/** Nothing tells of a message in a room that is not followed: the newest rooms are looked at again. */
const REFRESH_MS = 30_000;
const REFRESH_PAGE = 200;
const LINES_EVERY_MS = 100;

/** The rooms of the person who is signed in. What is open and what was active last is followed live. */
export class Conversations {
  readonly rooms = new Store<RoomsState>({ state: 'loading' });
  readonly lines = new Store<readonly RoomLine[]>([]);
  readonly chat: ChatClient;
  readonly deliveries: Deliveries;
  readonly #api: Api;
  readonly #myId: string;
  readonly #marks: ReadMarks;
  readonly #stops = new Map<string, () => void>();
  readonly #refusals = new Map<string, number>();
  #reloadTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #refreshTimer: ReturnType<typeof setInterval>;
  readonly #unwatch: readonly (() => void)[];
  #openId: string | undefined;
  /** How many rooms the server has let this session follow, where that was fewer than it told. */
  #capacity = Infinity;
  #linesQueued = false;
  #linesMadeAt = 0;
  #loads = 0;
  #failedLoads = 0;

  constructor(api: Api, myId: string, chat: ChatClient, deliveries: Deliveries, marks: ReadMarks) {
    this.#api = api;
    this.#myId = myId;
    this.chat = chat;
    this.deliveries = deliveries;
    this.#marks = marks;
    this.#refreshTimer = setInterval(() => void this.refresh(), REFRESH_MS);
    this.#unwatch = [
      chat.mostRooms.watch(() => {
        this.#capacity = Infinity;
        this.#arrange();
      }),
      deliveries.items.watch(() => {
        this.#queueLines();
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

  /** Looks again at the rooms with the newest events, where not all of them are followed. */
  async refresh(): Promise<void> {
    const known = this.rooms.get();
    if (known.state !== 'ready' || known.rooms.length <= this.#stops.size) {
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
    this.#capacity = Infinity;
    this.loadSoon();
  }

  /** Somebody looks at this room: it is followed whatever else is. */
  open(roomId: string): void {
    this.#openId = roomId;
    this.chat.feeds.prefer(roomId);
    this.#arrange();
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
    this.#queueLines();
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

  room(roomId: string): Room | undefined {
    const known = this.rooms.get();
    return known.state === 'ready' ? known.rooms.find((room) => room.id === roomId) : undefined;
  }

  /** Reads a page of what came before. */
  async loadOlder(roomId: string, limit = HISTORY_PAGE): Promise<void> {
    const before = this.chat.view(roomId)?.get();
    const seq = before && oldestSeq(before);
    if (seq === undefined || seq === null) {
      return;
    }
    const path = `/messages/history/${roomId}?before=${seq}&limit=${limit}`;
    const page = await this.#api.get(path, decodeHistoryPage);
    this.chat.feeds.get(roomId)?.addHistory(page);
  }

  /** Reads back until a message is loaded; false where it is further back than a page holds. */
  async loadBackTo(roomId: string, seq: number): Promise<boolean> {
    for (;;) {
      const view = this.chat.view(roomId)?.get();
      const oldest = view && oldestSeq(view);
      if (oldest === undefined || oldest === null || oldest <= seq) {
        return oldest !== undefined && oldest !== null;
      }
      if (oldest - seq > MOST_TO_READ_BACK) {
        return false;
      }
      await this.loadOlder(roomId, Math.min(LONGEST_PAGE, oldest - seq + HISTORY_PAGE));
      const now = this.chat.view(roomId)?.get();
      if (now && oldestSeq(now) === oldest) {
        return false;
      }
    }
  }

  readSeq(roomId: string): number {
    return this.#marks.get(roomId);
  }

  markRead(roomId: string): void {
    const last = this.chat.view(roomId)?.get().last ?? 0;
    if (this.#marks.set(roomId, last)) {
      this.#queueLines();
    }
  }

  /** Another tab of this browser has read something. */
  readElsewhere(): void {
    this.#marks.reload();
    this.#queueLines();
  }

  leave(roomId: string): void {
    this.chat.feeds.get(roomId)?.trim(KEPT_IN_BACKGROUND);
    if (this.#openId === roomId) {
      this.#openId = undefined;
    }
  }

  close(): void {
    // What is under way must not begin another try
    this.#loads++;
    clearTimeout(this.#reloadTimer);
    clearInterval(this.#refreshTimer);
    [...this.#unwatch, ...this.#stops.values()].forEach((stop) => {
      stop();
    });
    this.#stops.clear();
  }

  #take(rooms: readonly Room[]): void {
    this.#marks.firstVisit(rooms);
    this.rooms.set({ state: 'ready', rooms });
    this.#arrange();
    this.#queueLines();
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
      last = view.get().last;
      this.#refusals.delete(roomId);
      this.#queueLines();
    });
  }

  /** Names and settings live in the list of rooms: an event that changes one makes it out of date. */
  #redefined(roomId: string, view: RoomView, last: number | null): void {
    const event = view.events.at(-1);
    const known = this.rooms.get();
    const change = last !== null && event && event.seq > last && roomChange(event.content);
    if (change && known.state === 'ready') {
      const rooms = known.rooms.map((room) => (room.id === roomId ? { ...room, ...change } : room));
      this.rooms.set({ state: 'ready', rooms });
    }
  }

  /** What somebody may do, and who works on what, stands in the list of rooms. */
  #changed(view: RoomView, last: number | null): void {
    const news = view.events.filter((event) => last !== null && event.seq > last);
    if (news.some(({ content }) => CHANGES_ROOM.has(content.kind))) {
      this.loadSoon();
    }
  }

  /** A replay brings thousands of events, each by itself: the list is made at most ten times a second. */
  #queueLines(): void {
    if (!this.#linesQueued) {
      this.#linesQueued = true;
      const wait = this.#linesMadeAt + LINES_EVERY_MS - Date.now();
      setTimeout(
        () => {
          this.#linesQueued = false;
          this.#linesMadeAt = Date.now();
          this.lines.set(this.#makeLines());
        },
        Math.max(0, wait),
      );
    }
  }

  #makeLines(): RoomLine[] {
    const known = this.rooms.get();
    const rooms = known.state === 'ready' ? known.rooms : [];
    const written = this.deliveries.items.get().filter(({ action }) => action.kind === 'send');
    const waiting = new Map(written.map((item) => [item.roomId, item]));
    return rooms
      .map((room) => {
        const view = this.chat.view(room.id)?.get();
        const readSeq = this.#marks.get(room.id);
        return lineOf(room, { view, waiting: waiting.get(room.id), readSeq }, this.#myId);
      })
      .sort((a, b) => b.at - a.at);
  }
}
