import type { Api } from '../../lib/http/api';
import { allOf } from '../../lib/http/pages';
import { decodeHistoryPage } from '../../lib/model/events';
import { decodeRoom, type Room } from '../../lib/model/rooms';
import type { ChatClient } from '../../lib/stomp/client';
import type { Deliveries } from '../../lib/stomp/deliveries';
import { oldestSeq, unreadOf, type RoomView, type Unread } from '../../lib/stomp/view';
import { Store } from '../../lib/state/store';
import { backoffMs } from '../../lib/time/backoff';
import type { ReadMarks } from './readMarks';

export type RoomsState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly rooms: readonly Room[] };

/** A room as the list shows it. */
export interface RoomLine {
  readonly room: Room;
  readonly preview: string;
  readonly at: number;
  readonly unread: Unread;
}

const HISTORY_PAGE = 50;
/** What a room keeps when it is left; older can be read again. */
const KEPT_IN_BACKGROUND = 200;
/** Changes often come in bursts: an admin adds people one after the other. */
const RELOAD_AFTER_MS = 150;
/** A pod may hear of a room a little later than its members. */
const MOST_REFUSALS = 6;

const CHANGES_ROOM = new Set(['standing', 'claimed', 'released']);

/** The rooms of the person who is signed in, each followed live. */
export class Conversations {
  readonly rooms = new Store<RoomsState>({ state: 'loading' });
  readonly lines = new Store<readonly RoomLine[]>([]);
  readonly chat: ChatClient;
  readonly deliveries: Deliveries;
  readonly drafts = new Map<string, string>();
  readonly #api: Api;
  readonly #myId: string;
  readonly #marks: ReadMarks;
  readonly #stops = new Map<string, () => void>();
  readonly #refusals = new Map<string, number>();
  #reloadTimer: ReturnType<typeof setTimeout> | undefined;
  #linesQueued = false;
  #loads = 0;
  #failedLoads = 0;

  constructor(api: Api, myId: string, chat: ChatClient, deliveries: Deliveries, marks: ReadMarks) {
    this.#api = api;
    this.#myId = myId;
    this.chat = chat;
    this.deliveries = deliveries;
    this.#marks = marks;
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

  /** The connection is new: what it refused may be open now. */
  online(): void {
    this.#refusals.clear();
    this.loadSoon();
  }

  /** The server did not let this person follow a room: the list tells whether it is gone. */
  refused(roomId: string): void {
    const refusals = (this.#refusals.get(roomId) ?? 0) + 1;
    this.#refusals.set(roomId, refusals);
    this.#stops.get(roomId)?.();
    this.#stops.delete(roomId);
    this.#queueLines();
    this.loadSoon(RELOAD_AFTER_MS + backoffMs(refusals, Math.random));
  }

  /** A room that this person has just made or opened, before the list says so. */
  include(room: Room): void {
    const known = this.rooms.get();
    const rooms = known.state === 'ready' ? known.rooms : [];
    if (!rooms.some((each) => each.id === room.id)) {
      this.#take([...rooms, room]);
    }
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
  async loadOlder(roomId: string): Promise<void> {
    const before = this.chat.view(roomId)?.get();
    const seq = before && oldestSeq(before);
    if (seq === undefined || seq === null) {
      return;
    }
    const path = `/messages/history/${roomId}?before=${seq}&limit=${HISTORY_PAGE}`;
    this.chat.addHistory(roomId, await this.#api.get(path, decodeHistoryPage));
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

  leave(roomId: string): void {
    this.chat.trim(roomId, KEPT_IN_BACKGROUND);
  }

  close(): void {
    // What is under way must not begin another try
    this.#loads++;
    clearTimeout(this.#reloadTimer);
    this.#stops.forEach((stop) => {
      stop();
    });
    this.#stops.clear();
  }

  #take(rooms: readonly Room[]): void {
    this.#marks.firstVisit(rooms);
    const ids = new Set(rooms.map((room) => room.id));
    for (const [id, stop] of [...this.#stops]) {
      if (!ids.has(id)) {
        stop();
        this.#stops.delete(id);
        this.chat.unfollow(id);
      }
    }
    for (const id of ids) {
      if (!this.#stops.has(id) && (this.#refusals.get(id) ?? 0) < MOST_REFUSALS) {
        this.#stops.set(id, this.#follow(id));
      }
    }
    this.rooms.set({ state: 'ready', rooms });
    this.#queueLines();
  }

  #follow(roomId: string): () => void {
    const view = this.chat.follow(roomId);
    let last = view.get().last;
    return view.watch(() => {
      this.#renamed(roomId, view.get(), last);
      this.#changed(view.get(), last);
      last = view.get().last;
      this.#refusals.delete(roomId);
      this.#queueLines();
    });
  }

  /** Names live in the list of rooms: an event that changes one makes it out of date. */
  #renamed(roomId: string, view: RoomView, last: number | null): void {
    const event = view.events.at(-1);
    if (last !== null && event && event.seq > last && event.content.kind === 'renamed') {
      const known = this.rooms.get();
      const { name } = event.content;
      if (known.state === 'ready') {
        const rooms = known.rooms.map((room) => (room.id === roomId ? { ...room, name } : room));
        this.rooms.set({ state: 'ready', rooms });
      }
    }
  }

  /** What somebody may do, and who works on what, stands in the list of rooms. */
  #changed(view: RoomView, last: number | null): void {
    const news = view.events.filter((event) => last !== null && event.seq > last);
    if (news.some(({ content }) => CHANGES_ROOM.has(content.kind))) {
      this.loadSoon();
    }
  }

  /** A replay brings many events at once: the list is made once for all of them. */
  #queueLines(): void {
    if (!this.#linesQueued) {
      this.#linesQueued = true;
      queueMicrotask(() => {
        this.#linesQueued = false;
        this.lines.set(this.#makeLines());
      });
    }
  }

  #makeLines(): RoomLine[] {
    const known = this.rooms.get();
    const rooms = known.state === 'ready' ? known.rooms : [];
    return rooms.map((room) => this.#line(room)).sort((a, b) => b.at - a.at);
  }

  #line(room: Room): RoomLine {
    const view = this.chat.view(room.id)?.get();
    const newest = view?.events.at(-1);
    return {
      room,
      preview: view ? previewOf(view, this.#myId, room) : '',
      at: newest?.at ?? room.lastAt ?? 0,
      unread: view
        ? unreadOf(view, this.#marks.get(room.id), this.#myId)
        : { count: 0, atLeast: false },
    };
  }
}

function previewOf(view: RoomView, myId: string, room: Room): string {
  const event = view.events.findLast((each) => each.content.kind !== 'other');
  switch (event?.content.kind) {
    case 'message':
      return who(event.actor, myId, room) + event.content.text;
    case 'unreadable':
      return 'A message that cannot be shown';
    case 'joined':
      return `${event.content.name} joined`;
    case 'left':
      return `${event.content.name} left`;
    case 'standing':
      return event.content.userId === myId
        ? 'What you may do here has changed'
        : `What ${event.content.name} may do has changed`;
    case 'claimed':
      return `${event.content.name} works on this now`;
    case 'released':
      return `${event.content.name} no longer works on this`;
    case 'renamed':
      return `Renamed to ${event.content.name}`;
    case 'other':
    case undefined:
      return 'No messages yet';
  }
}

function who(actor: { id: string; name: string }, myId: string, room: Room): string {
  if (actor.id === myId) {
    return 'You: ';
  }
  return room.kind === 'direct' ? '' : `${actor.name}: `;
}
