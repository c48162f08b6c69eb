import type { RoomEvent } from '../../lib/model/events';
import type { Room } from '../../lib/model/rooms';
import type { OutboxItem } from '../../lib/stomp/outbox';
import { unreadOf, type RoomView, type Unread } from '../../lib/stomp/view';
import { isolated } from '../../lib/text/bidi';

/** A room as the list shows it. */
export interface RoomLine {
  readonly room: Room;
  readonly preview: string;
  readonly at: number;
  readonly unread: Unread;
}

const NONE: Unread = { count: 0, atLeast: false };

/** What is known of a room besides the list: its events where it is followed, what waits to be sent. */
export interface Known {
  readonly view?: RoomView | undefined;
  readonly waiting?: OutboxItem | undefined;
  readonly readSeq: number;
}

export function lineOf(room: Room, { view, waiting, readSeq }: Known, myId: string): RoomLine {
  const newest = view?.events.at(-1) ?? room.lastEvent;
  const at = newest?.at ?? room.lastAt ?? 0;
  return {
    room,
    preview: waiting
      ? `You: ${waiting.text}`
      : previewOf(shownIn(view) ?? room.lastEvent, myId, room),
    at: Math.max(at, waiting?.createdAt ?? 0),
    unread: isLoaded(view) ? unreadOf(view, readSeq, myId) : unreadOfHead(room, readSeq, myId),
  };
}

/** A room brought up to date with what was seen of it while it was followed. */
export function asSeen(room: Room, view: RoomView): Room {
  const lastEvent = view.events.at(-1);
  return lastEvent && view.head >= room.headSeq
    ? { ...room, headSeq: view.head, lastAt: lastEvent.at, lastEvent }
    : room;
}

/** Of a room that is not followed only its end is known: there is something, but not how much. */
function unreadOfHead({ headSeq, lastEvent }: Room, readSeq: number, myId: string): Unread {
  const isOthers = lastEvent !== undefined && lastEvent.actor.id !== myId;
  return headSeq > readSeq && isOthers && lastEvent.content.kind === 'message'
    ? { count: 1, atLeast: headSeq > readSeq + 1 }
    : NONE;
}

function isLoaded(view: RoomView | undefined): view is RoomView {
  return view !== undefined && view.last !== null;
}

function shownIn(view: RoomView | undefined): RoomEvent | undefined {
  return view?.events.findLast((each) => each.content.kind !== 'other');
}

function previewOf(event: RoomEvent | undefined, myId: string, room: Room): string {
  switch (event?.content.kind) {
    case 'message':
      return who(event.actor, myId, room) + isolated(event.content.text);
    case 'unreadable':
      return 'A message that cannot be shown';
    case 'joined':
      return `${isolated(event.content.name)} joined`;
    case 'left':
      return `${isolated(event.content.name)} left`;
    case 'standing':
      return event.content.userId === myId
        ? 'What you may do here has changed'
        : `What ${isolated(event.content.name)} may do has changed`;
    case 'claimed':
      return `${isolated(event.content.name)} works on this now`;
    case 'released':
      return `${isolated(event.content.name)} no longer works on this`;
    case 'renamed':
      return `Renamed to ${isolated(event.content.name)}`;
    case 'other':
    case undefined:
      return 'No messages yet';
  }
}

function who(actor: { id: string; name: string }, myId: string, room: Room): string {
  if (actor.id === myId) {
    return 'You: ';
  }
  return room.kind === 'direct' ? '' : `${isolated(actor.name)}: `;
}
