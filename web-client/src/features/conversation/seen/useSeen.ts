import { useCallback, useMemo, useState } from 'react';
import { ApiError } from '../../../lib/http/api';
import { useLoad } from '../../../lib/http/useLoad';
import type { RoomEvent } from '../../../lib/model/events';
import type { Room } from '../../../lib/model/rooms';
import { decodeSeen, type Reader, type SeenBy } from '../../../lib/model/seen';
import { useSigned } from '../../../lib/session/context';
import { useStore } from '../../../lib/state/useStore';
import { useRefresh } from '../../../lib/time/useRefresh';
import { useConversations } from '../context';
import { namesIn, readersNow } from './readersNow';

/** Where only a number is told, nothing tells live that it has grown. */
const REFRESH_MS = 30_000;
const NOT_THERE = 404;

/** How many have read a message, and who they are where that is told. */
export interface Seen {
  readonly count: number;
  readonly readers?: readonly Reader[];
}

/** Who has read the newest message of mine; undefined where that is not told, or nobody has. */
export function useSeen(
  room: Room,
  seq: number | undefined,
  events: readonly RoomEvent[],
): Seen | undefined {
  const { api, me } = useSigned();
  const { chat, signals } = useConversations();
  const isOffered = useStore(chat.limits).typingEveryMs !== undefined;
  const reads = useStore(signals.live.reads);
  const round = useRefresh(REFRESH_MS);
  // Asked once, as long as what is told live says who it is
  const [asked, setAsked] = useState(seq);
  const receipts = room.settings?.receipts;
  const load = useCallback(
    async (signal: AbortSignal): Promise<SeenBy | undefined> => {
      if (!isOffered || asked === undefined || receipts === 'off') {
        return undefined;
      }
      try {
        return await api.get(`/rooms/${room.id}/messages/${asked}/seen`, decodeSeen, signal);
      } catch (error) {
        if (error instanceof ApiError && error.problem.status === NOT_THERE) {
          // A message comes live before it is stored
          return { count: 0, isWhole: true };
        }
        if (error instanceof ApiError && error.problem.status < 500) {
          // Not told in this room, or not any more
          return undefined;
        }
        throw error;
      }
    },
    [api, room.id, asked, isOffered, receipts],
  );
  const [isCounted, setCounted] = useState(false);
  const told = useMemo(() => [...reads.values()].reduce((sum, upTo) => sum + upTo, 0), [reads]);
  const [found] = useLoad(load, isCounted ? round + told : 0);
  const names = useMemo(() => namesIn(room, events), [room, events]);
  const seen = found.state === 'ready' ? found.value : undefined;
  const hasNoNames = seen !== undefined && seen.readers === undefined;
  if (hasNoNames !== isCounted && found.state === 'ready') {
    setCounted(hasNoNames);
  }
  if (seq !== undefined && asked === undefined) {
    setAsked(seq);
  }
  if (seq === undefined || asked === undefined || !seen) {
    return undefined;
  }
  const before = { seq: asked, readers: seen.readers ?? [] };
  const { readers, isUnnamed } = readersNow(seq, before, reads, names);
  if (asked !== seq && (isUnnamed || hasNoNames)) {
    setAsked(seq);
  }
  const others = readers.filter(({ id }) => id !== me.id);
  const count = hasNoNames ? (asked === seq ? seen.count : 0) : others.length;
  return count === 0 ? undefined : { count, ...(!hasNoNames && { readers: others }) };
}
