import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import type { RoomView } from '../../lib/stomp/view';
import { Empty, Failed, IconButton, Spinner } from '../../lib/ui/controls';
import { useConversations, useDrawn } from './context';
import { newestMessageKey } from './entryKey';
import { ScrollKeeper } from './scrollKeeper';
import { TimelineRow } from './TimelineRow';
import { timelineOf, type Row } from './timeline';
import { useAnnouncements } from './useAnnouncements';
import { useJump } from './useJump';
import { stepAmongMessages } from './messageKeys';
import { useOlder } from './useOlder';

/** Longer than a replay takes. */
const PATIENCE_MS = 12_000;

export function MessageList({ room }: { room: Room }) {
  const { me } = useSigned();
  const conversations = useConversations();
  const [view, outbox] = useDrawn(room.id);
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
  const read = useCallback(() => conversations.loadOlder(room.id), [conversations, room.id]);
  const older = useOlder({
    isReady: view.last !== null,
    isWhole: view.fromStart,
    size: view.events.length,
    read,
  });
  const rows = useMemo(() => {
    const pending = outbox.filter((item) => item.roomId === room.id);
    const actor = { id: me.id, name: me.displayName, role: me.role };
    return timelineOf(view.events, pending, actor, unread, room.settings?.threads);
  }, [view.events, outbox, room.id, room.settings?.threads, me, unread]);
  const entryKey = useMemo(() => newestMessageKey(rows), [rows]);
  const mine = outbox.findLast(
    (item) => item.roomId === room.id && item.action.kind === 'send',
  )?.clientMsgId;
  const [writtenBefore] = useState(mine);
  useLayoutEffect(() => {
    scroll.settle();
  }, [scroll, rows]);
  useLayoutEffect(() => {
    // Whoever writes wants to see it, wherever they had scrolled to
    if (mine !== undefined && mine !== writtenBefore) {
      scroll.toEnd();
    }
  }, [scroll, mine, writtenBefore]);
  const announcements = useAnnouncements(view, me.id);
  useMarkRead(room.id, view, atEnd);
  useJump(room.id, scroll, view.last);

  return (
    <div className="messages">
      <div
        ref={attach}
        className="messages__scroll"
        tabIndex={0}
        role="region"
        aria-label="Messages"
        aria-busy={view.last === null}
        onScroll={scroll.onScroll}
        onKeyDown={stepAmongMessages}
      >
        <div className="messages__inner">
          {view.last === null ? <FirstMessages roomId={room.id} /> : older}
          {view.last !== null && rows.length === 0 && view.fromStart && (
            <Empty icon="send" title="Nothing here yet">
              This is the beginning of your conversation.
            </Empty>
          )}
          {view.fromStart && room.historyFrom !== undefined && (
            <p className="messages__edge">Messages from before you joined are not shown.</p>
          )}
          {rows.map((row) => (
            <TimelineRow
              key={row.key}
              row={row}
              direct={room.kind === 'direct'}
              roomId={room.id}
              entryKey={holds(row, entryKey) ? entryKey : undefined}
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
      <p id="messages-hint" className="hidden">
        Enter opens what you can do with the message, the arrows go to the others.
      </p>
      <div className="hidden" role="log" aria-label="New messages">
        {announcements.map(({ key, text }) => (
          <p key={key}>{text}</p>
        ))}
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

function holds(row: Row, key: string | undefined): boolean {
  return row.kind === 'group' && row.bubbles.some((bubble) => bubble.key === key);
}

/** The messages are on their way; where they do not come, one can ask for them again. */
function FirstMessages({ roomId }: { roomId: string }) {
  const conversations = useConversations();
  const [round, setRound] = useState(0);
  const isLate = useLate(round);
  if (!isLate) {
    return <Spinner label="Loading messages" />;
  }
  return (
    <Failed
      message="The messages have not come yet."
      onRetry={() => {
        setRound(round + 1);
        conversations.retry(roomId);
      }}
    />
  );
}

/** Whether the patience with this round is over. */
function useLate(round: number): boolean {
  const [late, setLate] = useState<number>();
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(round);
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [round]);
  return late === round;
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
