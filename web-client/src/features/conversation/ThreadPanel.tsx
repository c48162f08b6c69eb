import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { Room } from '../../lib/model/rooms';
import type { FoldedPage } from '../../lib/model/threads';
import { useSigned } from '../../lib/session/context';
import type { Outbox } from '../../lib/stomp/outbox';
import type { RoomView } from '../../lib/stomp/view';
import { Empty, Failed, Spinner } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { SidePanel } from '../../lib/ui/SidePanel';
import { Composer } from './Composer';
import { useConversations, useDrawn } from './context';
import { DeleteDialog } from './DeleteDialog';
import { newestMessageKey } from './entryKey';
import { FollowButton } from './FollowButton';
import { TypingLine } from './live/TypingLine';
import { stepAmongMessages } from './messageKeys';
import { MessageMenu } from './MessageMenu';
import { useReadingThread } from './reading/useReading';
import { threadsAddress } from './roomIntent';
import { RoomScope } from './RoomScope';
import { ScrollKeeper } from './scrollKeeper';
import { SeenDialog } from './seen/SeenDialog';
import { TimelineRow } from './TimelineRow';
import { threadRowsOf, type Row, type ThreadRows } from './timeline';
import { useJump } from './useJump';
import { useOlder } from './useOlder';
import { useThreadPages } from './useThreadPages';
import { VersionsDialog } from './VersionsDialog';

/** A message and what was answered to it in its thread, beside the room; on a phone instead of it. */
export function ThreadPanel({
  room,
  root,
  goesTo,
  onClose,
}: {
  room: Room;
  /** The seq of the message that the thread hangs on. */
  root: number;
  /** The seq of the message in it that one comes for. */
  goesTo?: number | undefined;
  onClose: () => void;
}) {
  return (
    <SidePanel
      title="Thread"
      closes="Close the thread"
      wide
      takesFocus={false}
      back={
        <a
          className="icon-button"
          href={threadsAddress(room.id)}
          aria-label="All threads of the room"
          title="All threads of the room"
        >
          <Icon name="back" />
        </a>
      }
      actions={<FollowButton key={root} roomId={room.id} root={root} />}
      onClose={onClose}
    >
      <Reached room={room} root={root} goesTo={goesTo} />
    </SidePanel>
  );
}

/** The messages of a thread come with those of the room, from its root on; what is further up is read. */
function Reached({ room, root, goesTo }: { room: Room; root: number; goesTo: number | undefined }) {
  const [view] = useDrawn(room.id);
  const pages = useThreadPages(room.id, root, view);
  switch (pages.read.state) {
    case 'loading':
      return <Spinner label="Loading the thread" />;
    case 'failed':
      return <Failed message={pages.read.message} onRetry={pages.again} />;
    case 'missing':
      return (
        <Empty icon="info" title="This thread cannot be shown">
          There is no such message, or it is older than what you may read here.
        </Empty>
      );
    case 'ready':
      return (
        <RoomScope room={room} thread={root} goesTo={goesTo}>
          <ThreadList room={room} root={root} {...pages.read} loadOlder={pages.loadOlder} />
          <TypingLine roomId={room.id} thread={root} />
          <Composer room={room} />
          <MessageMenu />
          <DeleteDialog />
          <VersionsDialog />
          <SeenDialog />
        </RoomScope>
      );
  }
}

function ThreadList({
  room,
  root,
  pages,
  isWhole,
  loadOlder,
}: {
  room: Room;
  root: number;
  pages: readonly FoldedPage[];
  isWhole: boolean;
  loadOlder: () => Promise<void>;
}) {
  const { chat } = useConversations();
  const [scroll] = useState(() => new ScrollKeeper());
  const attach = useCallback(
    (box: HTMLElement | null) => {
      scroll.attach(box);
    },
    [scroll],
  );
  const [view, outbox] = useDrawn(room.id);
  const rows = useThreadRows(room, root, pages, view, outbox);
  const entryKey = useMemo(() => newestMessageKey([...rows.root, ...rows.replies]), [rows]);
  const mine = keyOfMine(rows.replies);
  const older = useOlder({ isReady: true, isWhole, size: pages.length, read: loadOlder });
  useLayoutEffect(() => {
    scroll.settle();
  }, [scroll, rows]);
  useLayoutEffect(() => {
    if (mine !== undefined) {
      scroll.toEnd();
    }
  }, [scroll, mine]);
  useJump(room.id, scroll, view.last);
  useReadingThread(room.id, root, newestIn(rows.replies), scroll);
  const shown = (row: Row) => (
    <TimelineRow
      key={row.key}
      row={row}
      direct={room.kind === 'direct'}
      roomId={room.id}
      entryKey={entryKey}
      onRetry={(id) => {
        chat.retry(id);
      }}
      onDiscard={(id) => {
        chat.discard(id);
      }}
    />
  );
  return (
    <div className="messages">
      <div
        ref={attach}
        className="messages__scroll"
        tabIndex={0}
        role="region"
        aria-label="Messages of the thread"
        onScroll={scroll.onScroll}
        onKeyDown={stepAmongMessages}
      >
        <div className="messages__inner messages__inner--thread">
          {rows.root.map(shown)}
          {rows.replies.length > 0 && <hr className="thread-rule" />}
          {older}
          {rows.replies.map(shown)}
        </div>
      </div>
    </div>
  );
}

/** What I have written last, where nobody has answered yet: whoever writes wants to see it. */
function keyOfMine(rows: readonly Row[]): string | undefined {
  const last = rows.at(-1);
  return last?.kind === 'group' && last.mine ? last.bubbles.at(-1)?.key : undefined;
}

/** The seq of the newest answer. */
function newestIn(rows: readonly Row[]): number | undefined {
  const seqs = rows.flatMap((row) =>
    row.kind === 'group' ? row.bubbles.map(({ message }) => message?.seq ?? 0) : [],
  );
  return seqs.length === 0 ? undefined : Math.max(...seqs);
}

function useThreadRows(
  room: Room,
  root: number,
  pages: readonly FoldedPage[],
  { events }: RoomView,
  outbox: Outbox,
): ThreadRows {
  const { me } = useSigned();
  return useMemo(() => {
    const pending = outbox.filter(({ roomId }) => roomId === room.id);
    const actor = { id: me.id, name: me.displayName, role: me.role };
    return threadRowsOf(root, events, pages, pending, actor);
  }, [root, events, pages, outbox, room.id, me]);
}
