import { useEffect, useState, useSyncExternalStore } from 'react';
import { countersNow, type Waiting } from '../../../lib/model/counters';
import type { RoomView } from '../../../lib/stomp/view';
import { useSigned } from '../../../lib/session/context';
import { useStore } from '../../../lib/state/useStore';
import { useConversations } from '../context';
import type { ScrollKeeper } from '../scrollKeeper';
import type { Range } from '../timeline';

/** Where a panel beside a room covers it. */
const PHONE = '(max-width: 760px)';

/** What waits in a room; undefined where the server has not told. */
export function useWaiting(roomId: string): Waiting | undefined {
  const { waiting } = useConversations().signals.counts;
  return useSyncExternalStore(waiting.watch, () => waiting.get().get(roomId));
}

/** What was unread when the room was opened, or when it was marked so since. */
export interface Unread {
  readonly range: Range;
  readonly count: number;
  readonly capped: boolean;
}

interface Opened extends Unread {
  readonly isMarked: boolean;
}

/** Stays as it is while the room is open, however much of it is read. */
export function useUnread(roomId: string, view: RoomView): Unread | undefined {
  const { me } = useSigned();
  const waiting = useWaiting(roomId);
  const [opened, setOpened] = useState<Opened>();
  if (waiting && (!opened || opened.isMarked !== waiting.counters.markedUnread)) {
    const { markedUnread } = waiting.counters;
    const next =
      opened && !markedUnread ? { ...opened, isMarked: false } : openedAt(waiting, view, me.id);
    setOpened(next);
    return next;
  }
  return opened;
}

/** Messages come faster than their numbers: those behind what was counted are counted here. */
function openedAt(waiting: Waiting, view: RoomView, myId: string): Opened {
  const { readSeq, unread, capped, markedUnread, headSeq } = countersNow(waiting);
  const begin = view.events.findLastIndex(({ seq }) => seq <= Math.max(headSeq, readSeq)) + 1;
  const newer = view.events
    .slice(begin)
    .filter(({ actor, content }) => actor.id !== myId && content.kind === 'message');
  const range = { after: readSeq, upTo: Math.max(view.last ?? 0, headSeq) };
  return { range, count: unread + newer.length, capped, isMarked: markedUnread };
}

/** What is on the screen of a page that somebody looks at has been read. */
export function useReading(
  roomId: string,
  view: RoomView,
  scroll: ScrollKeeper,
  isBeside: boolean,
): void {
  const { reading } = useConversations();
  const atEnd = useStore(scroll.atEnd);
  const seen = useStore(scroll.lastSeen);
  const waiting = useWaiting(roomId);
  useEffect(() => {
    const look = () => {
      const seq = atEnd ? view.last : seen;
      if (seq !== undefined && seq !== null && isLookedAt(isBeside)) {
        reading.saw(roomId, view, seq);
      }
    };
    look();
    return whenLookedAt(look);
  }, [reading, roomId, view, atEnd, seen, waiting, isBeside]);
}

/** A thread is read to its newest answer where that is on the screen. */
export function useReadingThread(
  roomId: string,
  root: number,
  newest: number | undefined,
  scroll: ScrollKeeper,
): void {
  const { reading } = useConversations();
  const atEnd = useStore(scroll.atEnd);
  useEffect(() => {
    const look = () => {
      if (atEnd && newest !== undefined && isLookedAt(false)) {
        reading.sawThread(roomId, root, newest);
      }
    };
    look();
    return whenLookedAt(look);
  }, [reading, roomId, root, newest, atEnd]);
}

function isLookedAt(isBeside: boolean): boolean {
  const isCovered = isBeside && window.matchMedia(PHONE).matches;
  return !isCovered && document.visibilityState === 'visible' && document.hasFocus();
}

/** Calls when somebody may look at the page again; answers what ends that. */
function whenLookedAt(look: () => void): () => void {
  document.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
  window.addEventListener('resize', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('focus', look);
    window.removeEventListener('resize', look);
  };
}
