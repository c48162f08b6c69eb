import type { RoomEvent } from '../../../lib/model/events';
import type { Room } from '../../../lib/model/rooms';
import type { Reader } from '../../../lib/model/seen';

export interface Readers {
  readonly readers: readonly Reader[];
  /** Whether somebody has read it whose name is not known. */
  readonly isUnnamed: boolean;
}

/** Of whom the server told that they have read a message, when it was asked for that. */
export interface Asked {
  readonly seq: number;
  readonly readers: readonly Reader[];
}

/** Who has read a message by now: by what was asked, and by what was told live since. */
export function readersNow(
  seq: number,
  asked: Asked,
  reads: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
): Readers {
  const known = new Map(asked.readers.map(({ id, name }) => [id, { id, name, seq: asked.seq }]));
  for (const [id, upTo] of reads) {
    const before = known.get(id);
    const name = before?.name ?? names.get(id);
    if (name !== undefined) {
      known.set(id, { id, name, seq: Math.max(upTo, before?.seq ?? 0) });
    }
  }
  const isUnnamed = [...reads].some(([id, upTo]) => upTo >= seq && !known.has(id));
  const readers = [...known.values()].filter((reader) => reader.seq >= seq);
  return { readers: readers.map(({ id, name }) => ({ id, name })), isUnnamed };
}

/** The names of those who wrote here lately, and of the other one of two. */
export function namesIn(room: Room, events: readonly RoomEvent[]): ReadonlyMap<string, string> {
  const names = new Map(events.map(({ actor }) => [actor.id, actor.name]));
  return room.with ? names.set(room.with.id, room.with.displayName) : names;
}
