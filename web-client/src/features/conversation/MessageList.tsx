import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { oldestSeq, shownEvents, type RoomView } from '../../lib/stomp/view';
import { Empty, IconButton, Spinner } from '../../lib/ui/controls';
import { useConversations, useRoomView } from './context';
import { TimelineRow } from './TimelineRow';
import { timelineOf } from './timeline';
import { useOlder } from './useOlder';

/** Nearer than this to the end counts as being there. */
const END_PX = 60;

export function MessageList({ room }: { room: Room }) {
  const { me } = useSigned();
  const conversations = useConversations();
  const view = useRoomView(room.id);
  const outbox = useStore(conversations.deliveries.items);
  const [newAfter] = useState(() => conversations.readSeq(room.id));
  const pane = useRef<HTMLDivElement>(null);
  const older = useOlder(room.id, view, pane);
  const shown = useMemo(() => shownEvents(view), [view]);
  const rows = useMemo(() => {
    const pending = outbox.filter((item) => item.roomId === room.id);
    const actor = { id: me.id, name: me.displayName, role: me.role };
    return timelineOf(shown, pending, actor, newAfter === 0 ? null : newAfter);
  }, [shown, outbox, room.id, me, newAfter]);
  const [atEnd, toEnd, onScroll] = useStickToEnd(pane, rows.length, oldestSeq(view));
  useMarkRead(room.id, view, atEnd);

  return (
    <div className="messages">
      <div
        ref={pane}
        className="messages__scroll"
        tabIndex={0}
        role="log"
        aria-label="Messages"
        aria-busy={view.last === null}
        onScroll={onScroll}
      >
        <div className="messages__inner">
          {view.last === null ? <Spinner label="Loading messages" /> : older}
          {view.last !== null && rows.length === 0 && view.fromStart && (
            <Empty icon="send" title="Nothing here yet">
              This is the beginning of your conversation.
            </Empty>
          )}
          {rows.map((row) => (
            <TimelineRow
              key={row.key}
              row={row}
              direct={room.kind === 'direct'}
              onRetry={(id) => {
                conversations.chat.retry(id);
              }}
              onDiscard={(id) => {
                conversations.chat.discard(id);
              }}
            />
          ))}
        </div>
      </div>
      {!atEnd && (
        <IconButton
          className="messages__to-end"
          icon="down"
          label="To the newest message"
          onClick={toEnd}
        />
      )}
    </div>
  );
}

/**
 * Keeps the end in view while new messages arrive, and the place where one reads while older ones are
 * put before it.
 */
function useStickToEnd(
  pane: RefObject<HTMLDivElement | null>,
  rowCount: number,
  oldest: number | null,
): [boolean, () => void, () => void] {
  const [atEnd, setAtEnd] = useState(true);
  const fromEnd = useRef(0);
  const stuck = useRef(true);
  const knownOldest = useRef(oldest);

  const onScroll = useCallback(() => {
    const box = pane.current;
    if (box) {
      fromEnd.current = box.scrollHeight - box.scrollTop;
      stuck.current = fromEnd.current - box.clientHeight < END_PX;
      setAtEnd(stuck.current);
    }
  }, [pane]);

  const toEnd = useCallback(() => {
    const box = pane.current;
    if (box) {
      stuck.current = true;
      box.scrollTop = box.scrollHeight;
    }
  }, [pane]);

  useLayoutEffect(() => {
    const box = pane.current;
    const grewUpwards = oldest !== null && (knownOldest.current ?? 0) > oldest;
    knownOldest.current = oldest;
    if (box && !stuck.current && grewUpwards) {
      box.scrollTop = box.scrollHeight - fromEnd.current;
    }
  }, [pane, oldest]);

  useLayoutEffect(() => {
    if (stuck.current) {
      toEnd();
    }
  }, [toEnd, rowCount]);

  // A bubble that grows, a keyboard that slides in, a window that is resized
  useEffect(() => {
    const box = pane.current;
    const inner = box?.firstElementChild;
    if (!box || !inner || typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      if (stuck.current) {
        toEnd();
      }
    });
    observer.observe(inner);
    observer.observe(box);
    return () => {
      observer.disconnect();
    };
  }, [pane, toEnd]);

  return [atEnd, toEnd, onScroll];
}

/** What is on the screen of a visible page, at its end, has been read. */
function useMarkRead(roomId: string, view: RoomView, atEnd: boolean): void {
  const conversations = useConversations();
  useEffect(() => {
    const mark = () => {
      if (atEnd && document.visibilityState === 'visible' && document.hasFocus()) {
        conversations.markRead(roomId);
      }
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    window.addEventListener('focus', mark);
    return () => {
      document.removeEventListener('visibilitychange', mark);
      window.removeEventListener('focus', mark);
    };
  }, [conversations, roomId, view, atEnd]);
}
