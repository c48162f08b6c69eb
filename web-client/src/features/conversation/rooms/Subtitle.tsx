import { useCallback } from 'react';
import { useLoad } from '../../../lib/http/useLoad';
import { decodeOnline } from '../../../lib/model/presence';
import type { Person } from '../../../lib/model/people';
import type { Room } from '../../../lib/model/rooms';
import { useTellsPresence } from '../../../lib/presence/context';
import { useSigned } from '../../../lib/session/context';
import { isolated } from '../../../lib/text/bidi';
import { useRefresh } from '../../../lib/time/useRefresh';
import { PresenceLine } from '../../../lib/ui/PresenceDot';

/** Nothing tells live how many are there. */
const REFRESH_MS = 30_000;

/** What an open room is, and who is there: of two people by name, of more how many. */
export function Subtitle({ room }: { room: Room }) {
  const { me } = useSigned();
  const other = otherOf(room, me.id);
  const words = wordsOf(room, me.role === 'ADMIN');
  return (
    <p className="pane__subtitle">
      {(room.kind === 'group' || room.kind === 'announce') && <OnlineCount room={room} />}
      {other ? <PresenceLine userId={other.id}>{words}</PresenceLine> : words}
    </p>
  );
}

/** Whom one talks to, where that is one person. */
function otherOf(room: Room, myId: string): Person | undefined {
  switch (room.kind) {
    case 'direct':
      return room.with;
    case 'support':
      return [room.with, room.claimedBy].find((each) => each !== undefined && each.id !== myId);
    case 'group':
    case 'announce':
      return undefined;
  }
}

function OnlineCount({ room }: { room: Room }) {
  const { api } = useSigned();
  const isTold = useTellsPresence();
  const load = useCallback(
    (signal: AbortSignal) =>
      isTold
        ? api.get(`/rooms/${room.id}/presence`, decodeOnline, signal)
        : Promise.resolve(undefined),
    [api, room.id, isTold],
  );
  const [online] = useLoad(load, useRefresh(REFRESH_MS));
  const count = online.state === 'ready' ? online.value : undefined;
  return count === undefined ? null : `${count.toLocaleString()} online · `;
}

function wordsOf(room: Room, isAdmin: boolean): string {
  switch (room.kind) {
    case 'direct':
      return room.with ? `@${room.with.username}` : 'Direct messages';
    case 'group':
      return 'Group · every member reads and writes';
    case 'announce':
      if (room.forEverybody) {
        return 'Announcements · for everybody';
      }
      return isAdmin ? 'Announcements · members read' : 'Announcements · only admins write';
    case 'support':
      return room.queue ? `Support · ${isolated(room.queue.name)}` : 'Support';
  }
}
