import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useLoad } from '../../lib/http/useLoad';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { eventAt } from '../../lib/stomp/view';
import { Empty, Failed, IconButton, Spinner } from '../../lib/ui/controls';
import { isComposing } from '../../lib/ui/keys';
import { Composer } from './Composer';
import { useConversations, useDrawn } from './context';
import { DeleteDialog } from './DeleteDialog';
import { newestMessageKey } from './entryKey';
import { stepAmongMessages } from './messageKeys';
import { MessageMenu } from './MessageMenu';
import { RoomScope } from './RoomScope';
import { ScrollKeeper } from './scrollKeeper';
import { TimelineRow } from './TimelineRow';
import { threadRowsOf, type Row } from './timeline';
import { useJump } from './useJump';
import { VersionsDialog } from './VersionsDialog';

/** A message and what was answered to it in its thread, beside the room; on a phone instead of it. */
export function ThreadPanel({
  room,
  root,
  onClose,
}: {
  room: Room;
  /** The seq of the message that the thread hangs on. */
  root: number;
  onClose: () => void;
}) {
  return (
    <aside
      className="side-panel side-panel--wide"
      aria-label="Thread"
      onKeyDown={(event) => {
        // What is open above, and what is half written, have their own
        const isElsewhere =
          event.target instanceof Element && event.target.closest('dialog, .menu');
        if (event.key === 'Escape' && !isElsewhere && !isComposing(event)) {
          onClose();
        }
      }}
    >
      <header className="pane__head">
        <h2 className="pane__title pane__titles">Thread</h2>
        <IconButton icon="close" label="Close the thread" onClick={onClose} />
      </header>
      <Reached room={room} root={root} />
    </aside>
  );
}

/** The messages of a thread come with those of the room, from its root on. */
function Reached({ room, root }: { room: Room; root: number }) {
  const conversations = useConversations();
  const [view] = useDrawn(room.id);
  const isLoaded = view.last !== null;
  const load = useCallback(
    () => (isLoaded ? conversations.loadBackTo(room.id, root) : new Promise<boolean>(() => null)),
    [conversations, room.id, root, isLoaded],
  );
  const [reached, again] = useLoad(load);
  const isThere = eventAt(view, root)?.content.kind === 'message';
  if (!isThere && reached.state === 'failed') {
    return <Failed message={reached.message} onRetry={again} />;
  }
  if (!isThere && reached.state === 'ready') {
    return (
      <Empty icon="info" title="This thread cannot be shown">
        Its first message is too far back, or there is none.
      </Empty>
    );
  }
  return isThere ? (
    <RoomScope room={room} thread={root}>
      <ThreadList room={room} root={root} />
      <Composer room={room} />
      <MessageMenu />
      <DeleteDialog />
      <VersionsDialog />
    </RoomScope>
  ) : (
    <Spinner label="Loading the thread" />
  );
}

function ThreadList({ room, root }: { room: Room; root: number }) {
  const { chat } = useConversations();
  const [scroll] = useState(() => new ScrollKeeper());
  const attach = useCallback(
    (box: HTMLElement | null) => {
      scroll.attach(box);
    },
    [scroll],
  );
  const rows = useThreadRows(room, root);
  const entryKey = useMemo(() => newestMessageKey(rows), [rows]);
  const count = rows.reduce((sum, row) => sum + (row.kind === 'group' ? row.bubbles.length : 0), 0);
  useLayoutEffect(() => {
    scroll.settle();
  }, [scroll, rows]);
  useEffect(() => {
    scroll.toEnd();
  }, [scroll, count]);
  useJump(room.id, scroll);
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
          {rows.map((row) => (
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
          ))}
        </div>
      </div>
    </div>
  );
}

function useThreadRows(room: Room, root: number): readonly Row[] {
  const { me } = useSigned();
  const [{ events }, outbox] = useDrawn(room.id);
  return useMemo(() => {
    const pending = outbox.filter(({ roomId }) => roomId === room.id);
    const actor = { id: me.id, name: me.displayName, role: me.role };
    return threadRowsOf(root, events, pending, actor);
  }, [root, events, outbox, room.id, me]);
}
