import type { Room } from '../../lib/model/rooms';

/**
 * Which rooms are followed live: the one that is open, then those that were active last, as many as
 * the server lets a session follow. Of the others the list of rooms tells, which is read again.
 */
export function roomsToFollow(
  rooms: readonly Room[],
  openId: string | undefined,
  most: number,
): string[] {
  const byActivity = rooms.toSorted((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
  const isOpen = ({ id }: Room) => id === openId;
  const wanted = [...rooms.filter(isOpen), ...byActivity.filter((room) => !isOpen(room))];
  return wanted.slice(0, Math.max(1, most)).map(({ id }) => id);
}
