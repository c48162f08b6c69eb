import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { oldestSeq, shownEvents, type RoomView } from '../../lib/stomp/view';
import { Empty, IconButton, Spinner } from '../../lib/ui/controls';
import { useConversations, useRoomView } from './context';
import { ScrollKeeper } from './scrollKeeper';
import { TimelineRow } from './TimelineRow';
import { timelineOf } from './timeline';
import { useOlder } from './useOlder';

export function MessageList({ room }: { room: Room }) {
  const { me } = useSigned();
  const conversations = useConversations();
  const view = useRoomView(room.id);
  const outbox = useStore(conversations.deliveries.items);
  const [unread] = useState(() => {
    const after = conversations.readSeq(room.id);
    const upTo = Math.max(view.last ?? 0, room.headSeq);
    return after === 0 ? null : { after, upTo };
  });
  const [scroll] = useState(() => new ScrollKeeper());
  const attach = useCallback(
    (box: HTMLElement | null) => {
      scroll.attach(box);
    },
    [scroll],
  );
  const atEnd = useStore(scroll.atEnd);
  const older = useOlder(room.id, view);
  const shown = useMemo(() => shownEvents(view), [view]);
  const rows = useMemo(() => {
    const pending = outbox.filter((item) => item.roomId === room.id);
    const actor = { id: me.id, name: me.displayName, role: me.role };
    return timelineOf(shown, pending, actor, unread);
  }, [shown, outbox, room.id, me, unread]);
  useLayoutEffect(() => {
    scroll.drawn(oldestSeq(view));
  }, [scroll, view, rows]);
  useMarkRead(room.id, view, atEnd);

  return (
    <div className="messages">
      <div
        ref={attach}
        className="messages__scroll"
        tabIndex={0}
        role="log"
        aria-label="Messages"
        aria-busy={view.last === null}
        onScroll={scroll.onScroll}
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
          onClick={scroll.toEnd}
        />
      )}
    </div>
  );
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
