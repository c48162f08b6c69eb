import type { Counters } from '../../lib/model/counters';
import { isChange, type RoomEvent } from '../../lib/model/events';
import { newestMessage } from '../../lib/model/fold';
import type { Room } from '../../lib/model/rooms';
import type { OutboxItem } from '../../lib/stomp/outbox';
import { eventAt, type RoomView } from '../../lib/stomp/view';
import { isolated } from '../../lib/text/bidi';
import { badgeOf, type Badge } from './reading/badge';

/** A room as the list shows it. */
export interface RoomLine {
  readonly room: Room;
  readonly preview: string;
  readonly at: number;
  readonly badge: Badge;
  /** What waits in it, however much I want to hear of that. */
  readonly counters?: Counters | undefined;
}

/** What is known of a room besides the list. */
export interface Known {
  /** Its events, where it is followed. */
  readonly view?: RoomView | undefined;
  readonly waiting?: OutboxItem | undefined;
  readonly counters?: Counters | undefined;
}

export function lineOf(
  room: Room,
  { view, waiting, counters }: Known,
  myId: string,
  now: number,
): RoomLine {
  const newest = newestIn(view);
  return {
    room,
    preview:
      waiting?.action.kind === 'send'
        ? `You: ${waiting.action.text}`
        : previewOf(newest ?? room.lastEvent, myId, room),
    at: Math.max(activeAt(room, view, newest, myId), waiting?.createdAt ?? 0),
    badge: badgeOf(counters, room.preferences, now),
    counters,
  };
}

/** Favourites first, then where somebody wrote last. */
export function byPlace(a: RoomLine, b: RoomLine): number {
  return rankOf(b) - rankOf(a) || b.at - a.at;
}

function rankOf({ room }: RoomLine): number {
  return room.preferences?.favourite ? 1 : 0;
}

/** A room brought up to date with what was seen of it while it was followed. */
export function asSeen(room: Room, view: RoomView, myId: string): Room {
  const lastEvent = newestIn(view);
  return lastEvent && view.head >= room.headSeq
    ? { ...room, headSeq: view.head, lastAt: activeAt(room, view, lastEvent, myId), lastEvent }
    : room;
}

/**
 * When somebody wrote last, or I came. Nothing else moves a room up in the list: no edit, reaction or
 * pin, and nobody who comes or goes.
 */
function activeAt(
  room: Room,
  view: RoomView | undefined,
  newest: RoomEvent | undefined,
  myId: string,
): number {
  if (newest?.content.kind !== 'message') {
    return room.lastAt ?? 0;
  }
  const isMyArrival = ({ content }: RoomEvent) =>
    content.kind === 'joined' && content.userId === myId;
  return Math.max(room.lastAt ?? 0, newest.at, view?.events.findLast(isMyArrival)?.at ?? 0);
}

/** The newest message that is not deleted, as it is now; where there is none, what happened last. */
function newestIn(view: RoomView | undefined): RoomEvent | undefined {
  const message = view && newestMessage(view.events);
  const event = message && eventAt(view, message.seq);
  if (event && message.text !== undefined) {
    const { text, threadRoot } = message;
    const thread = threadRoot === undefined ? {} : { threadRoot };
    return { ...event, content: { kind: 'message', text, ...thread } };
  }
  return view?.events.findLast(({ content }) => content.kind !== 'other' && !isChange(content));
}

function previewOf(event: RoomEvent | undefined, myId: string, room: Room): string {
  switch (event?.content.kind) {
    case 'message':
      return event.content.text === undefined
        ? 'A message that was deleted'
        : who(event.actor, myId, room) + isolated(event.content.text);
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
    case 'settings':
      return 'The settings of the room have changed';
    case 'renamed':
      return `Renamed to ${isolated(event.content.name)}`;
    case 'edited':
      return 'A message was edited';
    case 'deleted':
      return 'A message was deleted';
    case 'reacted':
      return 'Somebody reacted to a message';
    case 'pinned':
    case 'unpinned':
      return `A message was ${event.content.kind}`;
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
