import { useCallback, useMemo } from 'react';
import { allOf } from '../../lib/http/pages';
import { withQuery } from '../../lib/http/query';
import { useLoad } from '../../lib/http/useLoad';
import type { Chosen } from '../../lib/model/mentions';
import { decodePerson, type Person } from '../../lib/model/people';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { folded } from '../../lib/text/fold';
import { useRoomScope } from './roomIntent';

const MOST = 8;
const NOBODY: readonly Person[] = [];

export interface Mentionable {
  readonly chosen: Chosen;
  readonly name: string;
  readonly note: string;
}

/** Whom one can mention in a room by what is written of their name; nobody while nothing is asked. */
export function useMentionable(room: Room, query: string | undefined): readonly Mentionable[] {
  const { api, me } = useSigned();
  const { rights } = useRoomScope();
  const isAsked = query !== undefined;
  const load = useCallback(
    (signal: AbortSignal) => (isAsked ? peopleIn(api, room, signal) : Promise.resolve(NOBODY)),
    // Another version of the room may have other people inside
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, room.id, room.version, isAsked],
  );
  const [people] = useLoad(load);
  return useMemo(() => {
    if (query === undefined) {
      return [];
    }
    const others = people.state === 'ready' ? people.value.filter(({ id }) => id !== me.id) : [];
    // Whoever may write may call the admins
    const groups = rights.mentionRoom ? [ROOM, ADMINS] : [ADMINS];
    const wanted = folded(query);
    const fits = ({ names }: Found) =>
      names.some(
        (name) =>
          folded(name)
            .split(/\s+/)
            .some((word) => word.startsWith(wanted)) || folded(name).startsWith(wanted),
      );
    return [...peopleOf(others), ...groups].filter(fits).slice(0, MOST);
  }, [query, people, rights.mentionRoom, me.id]);
}

interface Found extends Mentionable {
  readonly names: readonly string[];
}

const ROOM: Found = {
  chosen: { kind: 'room', label: '@room' },
  name: 'room',
  note: 'Everybody here',
  names: ['room', 'everybody'],
};

const ADMINS: Found = {
  chosen: { kind: 'admins', label: '@admins' },
  name: 'admins',
  note: 'The admins here',
  names: ['admins'],
};

/** By their names; by the unique ones where two have the same. */
function peopleOf(people: readonly Person[]): Found[] {
  const counts = new Map<string, number>();
  for (const { displayName } of people) {
    counts.set(displayName, (counts.get(displayName) ?? 0) + 1);
  }
  return people.map(({ id, displayName, username }) => ({
    chosen: {
      kind: 'user',
      userId: id,
      label: `@${counts.get(displayName) === 1 ? displayName : username}`,
    },
    name: displayName,
    note: `@${username}`,
    names: [displayName, username],
  }));
}

async function peopleIn(
  api: Parameters<typeof allOf>[0],
  room: Room,
  signal: AbortSignal,
): Promise<readonly Person[]> {
  if (room.kind === 'direct') {
    return room.with ? [room.with] : NOBODY;
  }
  // Whom this person can find, where everybody is inside
  const path = room.forEverybody
    ? withQuery('/users', {})
    : withQuery(`/rooms/${room.id}/members`, {});
  return allOf(api, path, decodePerson, { signal });
}
