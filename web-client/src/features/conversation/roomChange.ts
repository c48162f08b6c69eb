import type { EventContent } from '../../lib/model/events';
import type { Room } from '../../lib/model/rooms';

/** What of a room an event says anew. */
export function roomChange(
  content: EventContent,
): Pick<Room, 'name'> | Pick<Room, 'settings'> | undefined {
  if (content.kind === 'settings') {
    return { settings: content.settings };
  }
  return content.kind === 'renamed' ? { name: content.name } : undefined;
}

/** What a room is now, with what stands in the list alone. */
export function newerOf(before: Room, room: Room): Room {
  if (room.version < before.version) {
    return before;
  }
  const { headSeq, lastAt, lastEvent, preferences } = before;
  const end = {
    headSeq,
    ...(lastAt !== undefined && { lastAt }),
    ...(lastEvent && { lastEvent }),
    ...(preferences && !room.preferences && { preferences }),
  };
  return { ...room, ...end };
}
