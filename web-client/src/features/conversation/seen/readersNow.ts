import type { RoomEvent } from '../../../lib/model/events';
import type { Room } from '../../../lib/model/rooms';
import type { Reader, SeenBy } from '../../../lib/model/seen';

export interface Readers {
  readonly readers: readonly Reader[];
  /** Whether somebody has read it whose name is not known. */
  readonly isUnnamed: boolean;
}

/**
 * Who has read a message by now: those of whom the server told when it was asked for this message or an
 * earlier one, with what was told live since.
 */
export function readersNow(
  seq: number,
  seen: SeenBy,
  reads: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
): Readers {
  const known = new Map(seen.readers?.map((reader) => [reader.id, reader]));
  for (const [id, upTo] of reads) {
    const name = known.get(id)?.name ?? names.get(id);
    if (name !== undefined) {
      known.set(id, { id, name, seq: Math.max(upTo, known.get(id)?.seq ?? 0) });
    }
  }
  const isUnnamed = [...reads].some(([id, upTo]) => upTo >= seq && !known.has(id));
  return { readers: [...known.values()].filter((reader) => reader.seq >= seq), isUnnamed };
}

/** The names of those who wrote here lately, and of the other one of two. */
export function namesIn(room: Room, events: readonly RoomEvent[]): ReadonlyMap<string, string> {
  const names = new Map(events.map(({ actor }) => [actor.id, actor.name]));
  return room.with ? names.set(room.with.id, room.with.displayName) : names;
}
