import type { Action } from '../model/actions';
import type { RoomEvent } from '../model/events';
import type { Problem } from '../model/problems';
import { keepJson, keptJson, type Keep } from '../state/keep';
import { Store } from '../state/store';
import * as outbox from './outbox';
import type { Outbox, OutboxItem } from './outbox';

/** The outbox of one person in one tab, written through to the browser's storage. */
export class Deliveries {
  readonly items: Store<Outbox>;
  readonly #keep: Keep;
  readonly #name: string;
  readonly #newId: () => string;

  constructor(keep: Keep, name: string, newId: () => string) {
    this.#keep = keep;
    this.#name = name;
    this.#newId = newId;
    this.items = new Store(outbox.fromKept(keptJson(keep, name)));
  }

  /** Takes over what a tab that is gone has left behind. */
  adopt(name: string): void {
    const left = outbox.fromKept(keptJson(this.#keep, name));
    const mine = new Set(this.items.get().map((item) => item.clientMsgId));
    this.#set([...left.filter((item) => !mine.has(item.clientMsgId)), ...this.items.get()]);
    this.#keep.removeItem(name);
  }

  add(roomId: string, action: Action): boolean {
    if (this.items.get().length >= outbox.OUTBOX_LIMIT) {
      return false;
    }
    const item = { clientMsgId: this.#newId(), roomId, action };
    this.#set(outbox.added(this.items.get(), item, Date.now()));
    return true;
  }

  has(clientMsgId: string): boolean {
    return this.#find(clientMsgId) !== undefined;
  }

  attempts(clientMsgId: string): number {
    return this.#find(clientMsgId)?.attempts ?? 0;
  }

  handOver(write: (item: OutboxItem) => void): void {
    for (const item of outbox.due(this.items.get(), Date.now())) {
      this.#set(outbox.handedOver(this.items.get(), item.clientMsgId, Date.now()));
      write(item);
    }
  }

  receipted(clientMsgId: string): void {
    this.#set(outbox.receipted(this.items.get(), clientMsgId));
  }

  seen(clientMsgId: string): void {
    this.#set(outbox.seenInRoom(this.items.get(), clientMsgId));
  }

  /** Which of my reactions the event holds: those of several people can be one event. */
  reactionsIn(event: RoomEvent, myId: string): readonly string[] {
    return outbox.reactionsIn(this.items.get(), event, myId);
  }

  refused(clientMsgId: string, problem: Problem): void {
    this.#set(outbox.refused(this.items.get(), clientMsgId, problem));
  }

  ineffective(clientMsgId: string, problem: Problem): void {
    this.#set(outbox.ineffective(this.items.get(), clientMsgId, problem));
  }

  postpone(clientMsgId: string, notBefore: number): void {
    this.#set(outbox.postponed(this.items.get(), clientMsgId, notBefore));
  }

  retry(clientMsgId: string): void {
    this.#set(outbox.retried(this.items.get(), clientMsgId));
  }

  discard(clientMsgId: string): void {
    this.#set(outbox.without(this.items.get(), clientMsgId));
  }

  rewind(): void {
    this.#set(outbox.rewound(this.items.get()));
  }

  repeatOverdue(handedBefore: number): void {
    this.#set(outbox.overdue(this.items.get(), handedBefore));
  }

  settle(handedBefore: number): void {
    this.#set(outbox.settled(this.items.get(), handedBefore));
  }

  /** The server will not take this client's frames: what was under way is for the person to decide. */
  stopped(problem: Problem | undefined): void {
    const why = problem ?? { code: 'stopped', status: 0, title: 'Not sent', fields: [] };
    for (const item of this.items.get()) {
      if (item.state === 'waiting' && item.attempts > 0) {
        this.#set(outbox.refused(this.items.get(), item.clientMsgId, why));
      }
    }
  }

  #find(clientMsgId: string): OutboxItem | undefined {
    return this.items.get().find((item) => item.clientMsgId === clientMsgId);
  }

  #set(next: Outbox): void {
    if (next !== this.items.get()) {
      this.items.set(next);
      keepJson(this.#keep, this.#name, outbox.toKeep(next));
    }
  }
}
