import { decodeAction, type Action } from '../model/actions';
import type { RoomEvent } from '../model/events';
import type { Problem } from '../model/problems';
import { DecodeError, asObject, count, list, optionalCount, text } from '../model/json';

/** `sending` was handed to a session and has no receipt yet; `sent` is in the room's log. */
export type SendState = 'waiting' | 'sending' | 'sent' | 'failed';

export interface OutboxItem {
  readonly clientMsgId: string;
  readonly roomId: string;
  readonly action: Action;
  readonly createdAt: number;
  readonly state: SendState;
  readonly attempts: number;
  /** Not handed over before this moment: the server asked for patience. */
  readonly notBefore: number;
  readonly handedAt: number;
  readonly problem?: Problem;
}

/**
 * What a person wrote or did and the room's log may not hold yet, oldest first. An item is repeated under
 * the same clientMsgId until a receipt or a refusal: the server stores it once.
 */
export type Outbox = readonly OutboxItem[];

/** Bounds what a long time without a connection can pile up. */
export const OUTBOX_LIMIT = 200;

export type NewItem = Pick<OutboxItem, 'clientMsgId' | 'roomId' | 'action'>;

export function added(outbox: Outbox, item: NewItem, now: number): Outbox {
  const waiting = { state: 'waiting', attempts: 0, notBefore: 0, handedAt: 0 } as const;
  return [...outbox, { ...item, createdAt: now, ...waiting }];
}

/**
 * What may be handed over now: of each room the oldest message, and of each message the oldest change,
 * that is not done, so that a repeated one cannot be overtaken by a later one. A failed one lets the
 * others pass.
 */
export function due(outbox: Outbox, now: number): OutboxItem[] {
  const busy = new Set<string>();
  const ready: OutboxItem[] = [];
  for (const item of outbox) {
    const lane = laneOf(item);
    if (isDone(item) || busy.has(lane)) {
      continue;
    }
    busy.add(lane);
    if (item.state === 'waiting' && item.notBefore <= now) {
      ready.push(item);
    }
  }
  return ready;
}

/** What must keep its order among itself: changes of one message wait for no messages. */
function laneOf({ roomId, action }: OutboxItem): string {
  return action.kind === 'send' ? roomId : `${roomId}/${action.target.seq}`;
}

/**
 * What the server is told about one that is handed over. One that was sent before may be in the
 * log for days. The order is kept here, one message of a room at a time: a message that was refused
 * and then discarded must not hold up the next ones.
 */
export function sendHeaders(item: OutboxItem): Record<string, string> {
  return {
    'x-forget-refused': 'true',
    ...(item.attempts > 0 && { 'x-repeat': 'true' }),
  };
}

export function handedOver(outbox: Outbox, clientMsgId: string, now: number): Outbox {
  return changed(outbox, clientMsgId, (item) => ({
    ...item,
    state: 'sending',
    attempts: item.attempts + 1,
    handedAt: now,
  }));
}

export function receipted(outbox: Outbox, clientMsgId: string): Outbox {
  return changed(outbox, clientMsgId, (item) => ({ ...item, state: 'sent' }));
}

/** The room shows it: nothing is left to do. */
export function seenInRoom(outbox: Outbox, clientMsgId: string): Outbox {
  return without(outbox, clientMsgId);
}

/** The `clientMsgId` of each reaction that the event holds, of whomever it is the event. */
export function reactionsIn(outbox: Outbox, event: RoomEvent, myId: string): readonly string[] {
  const { content } = event;
  if (content.kind !== 'reacted') {
    return [];
  }
  const mine = content.changes.filter(({ userId }) => userId === myId);
  return mine.flatMap((change) => {
    const item = outbox.find(
      ({ roomId, action, state }) =>
        (state === 'sending' || state === 'sent') &&
        roomId === event.roomId &&
        action.kind === 'react' &&
        action.target.seq === content.target.seq &&
        action.emoji === change.emoji &&
        action.op === change.op,
    );
    return item ? [item.clientMsgId] : [];
  });
}

export function refused(outbox: Outbox, clientMsgId: string, problem: Problem): Outbox {
  return changed(outbox, clientMsgId, (item) =>
    item.state === 'sent' ? item : { ...item, state: 'failed', problem },
  );
}

/** The room's log has it, and it changed nothing: whoever did it is to know. */
export function ineffective(outbox: Outbox, clientMsgId: string, problem: Problem): Outbox {
  return changed(outbox, clientMsgId, (item) => ({ ...item, state: 'failed', problem }));
}

export function postponed(outbox: Outbox, clientMsgId: string, notBefore: number): Outbox {
  return changed(outbox, clientMsgId, (item) =>
    item.state === 'sent' ? item : { ...item, state: 'waiting', notBefore },
  );
}

/** The session is gone: what has no receipt is to be sent again, in its order. */
export function rewound(outbox: Outbox): Outbox {
  return outbox.some((item) => item.state === 'sending')
    ? outbox.map((item) => (item.state === 'sending' ? { ...item, state: 'waiting' } : item))
    : outbox;
}

/** A receipt that is missing for too long on a living session is asked for again. */
export function overdue(outbox: Outbox, handedBefore: number): Outbox {
  const isOverdue = (item: OutboxItem) => item.state === 'sending' && item.handedAt <= handedBefore;
  return outbox.some(isOverdue)
    ? outbox.map((item) => (isOverdue(item) ? { ...item, state: 'waiting' } : item))
    : outbox;
}

/**
 * Lets go of what the log has had for long and the room did not show: a repeated message can be far
 * above what is loaded.
 */
export function settled(outbox: Outbox, handedBefore: number): Outbox {
  const isSettled = (item: OutboxItem) => item.state === 'sent' && item.handedAt <= handedBefore;
  return outbox.some(isSettled) ? outbox.filter((item) => !isSettled(item)) : outbox;
}

export function retried(outbox: Outbox, clientMsgId: string): Outbox {
  return changed(outbox, clientMsgId, ({ problem: _problem, ...item }) =>
    item.state === 'failed' ? { ...item, state: 'waiting', notBefore: 0 } : item,
  );
}

export function without(outbox: Outbox, clientMsgId: string): Outbox {
  return outbox.some((item) => item.clientMsgId === clientMsgId)
    ? outbox.filter((item) => item.clientMsgId !== clientMsgId)
    : outbox;
}

/** What survives a reload: only what may still have to be sent. */
export function toKeep(outbox: Outbox): unknown {
  return outbox
    .filter((item) => item.state !== 'sent')
    .map(({ clientMsgId, roomId, action, createdAt, attempts }) => ({
      clientMsgId,
      roomId,
      action,
      createdAt,
      attempts,
    }));
}

/** Reads what `toKeep` wrote; what cannot be read is as good as absent. */
export function fromKept(kept: unknown): Outbox {
  try {
    return list(kept, (value) => {
      const from = asObject(value);
      return {
        clientMsgId: text(from, 'clientMsgId'),
        roomId: text(from, 'roomId'),
        // an older version kept nothing but texts
        action: decodeAction(from['action'] ?? { kind: 'send', text: from['text'] }),
        createdAt: count(from, 'createdAt'),
        state: 'waiting',
        // what an older version kept may have been sent
        attempts: optionalCount(from, 'attempts') ?? 1,
        notBefore: 0,
        handedAt: 0,
      };
    });
  } catch (error) {
    if (error instanceof DecodeError) {
      return [];
    }
    throw error;
  }
}

function isDone(item: OutboxItem): boolean {
  return item.state === 'sent' || item.state === 'failed';
}

function changed(
  outbox: Outbox,
  clientMsgId: string,
  change: (item: OutboxItem) => OutboxItem,
): Outbox {
  return outbox.some((item) => item.clientMsgId === clientMsgId)
    ? outbox.map((item) => (item.clientMsgId === clientMsgId ? change(item) : item))
    : outbox;
}
