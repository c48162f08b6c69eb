import { Fragment, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import type { RoomView } from '../../lib/stomp/view';
import { Empty, Failed, IconButton, Spinner } from '../../lib/ui/controls';
import { useConversations, useDrawn } from './context';
import { newestMessageKey } from './entryKey';
import { useRoomScope } from './roomIntent';
import { ScrollKeeper } from './scrollKeeper';
import { SeenLine } from './seen/SeenLine';
import { MarksContext, useMarks } from './seen/useMarks';
import { useSeen } from './seen/useSeen';
import { TimelineRow } from './TimelineRow';
import { timelineOf, type Row } from './timeline';
import { useAnnouncements } from './useAnnouncements';
import { FirstUnread } from './reading/FirstUnread';
import { useReading, useUnread } from './reading/useReading';
import { useJump } from './useJump';
import { stepAmongMessages } from './messageKeys';
import { useOlder } from './useOlder';

/** Longer than a replay takes. */
const PATIENCE_MS = 12_000;

export function MessageList({
  room,
  isBeside,
}: {
  room: Room;
  /** Whether something is open beside it, which covers it on a phone. */
  isBeside: boolean;
}) {
  const { me } = useSigned();
  const { intent } = useRoomScope();
  const conversations = useConversations();
  const [view, outbox] = useDrawn(room.id);
  const unread = useUnread(room.id, view);
  const reachesUnread = unread !== undefined && reachesBackTo(view, unread.range.after + 1);
  const [scroll] = useState(() => new ScrollKeeper());
  const attach = useCallback(
    (box: HTMLElement | null) => {
      scroll.attach(box);
    },
    [scroll],
  );
  const atEnd = useStore(scroll.atEnd);
  const read = useCallback(
    () => conversations.history.loadOlder(room.id),
    [conversations, room.id],
  );
  const older = useOlder({
    isReady: view.last !== null,
    isWhole: view.fromStart,
    size: view.events.length,
    read,
  });
  const range = unread && reachesUnread ? unread.range : null;
  const rows = useMemo(() => {
    const pending = outbox.filter((item) => item.roomId === room.id);
    const actor = { id: me.id, name: me.displayName, role: me.role };
    return timelineOf(view.events, pending, actor, range, room.settings?.threads);
  }, [view.events, outbox, room.id, room.settings?.threads, me, range]);
  const entryKey = useMemo(() => newestMessageKey(rows), [rows]);
  const own = useMemo(() => lastOwnIn(rows), [rows]);
  const marks = useMarks(room, rows);
  // Of two people the mark on the message itself says it
  const { maxWatched } = useStore(conversations.chat.limits);
  const isMarked = maxWatched !== undefined && room.kind === 'direct';
  const seen = useSeen(room, isMarked ? undefined : own?.seq, view.events);
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
  useReading(room.id, view, scroll, isBeside);
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
          <MarksContext value={marks}>
            {rows.map((row) => (
              <Fragment key={row.key}>
                <TimelineRow
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
                {seen && own?.rowKey === row.key && (
                  <SeenLine
                    room={room}
                    seen={seen}
                    onAll={() => {
                      intent.seenBy.set(own);
                    }}
                  />
                )}
              </Fragment>
            ))}
          </MarksContext>
        </div>
      </div>
      {unread && view.last !== null && (
        <FirstUnread
          key={unread.range.after}
          roomId={room.id}
          unread={unread}
          scroll={scroll}
          isLoaded={reachesUnread}
        />
      )}
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

/** The newest message of mine that is in the room, and the row that it ends. */
function lastOwnIn(rows: readonly Row[]): { rowKey: string; seq: number } | undefined {
  for (const row of rows.toReversed()) {
    const mine = row.kind === 'group' && row.mine ? row.bubbles : [];
    const seq = mine.findLast(({ message }) => message?.text !== undefined)?.message?.seq;
    if (seq !== undefined) {
      return { rowKey: row.key, seq };
    }
  }
  return undefined;
}

/** Whether a run goes back to a seq, or to where there is nothing before. */
function reachesBackTo({ events, fromStart, last }: RoomView, seq: number): boolean {
  const first = events[0]?.seq ?? last;
  return fromStart || (first !== null && first <= seq);
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
