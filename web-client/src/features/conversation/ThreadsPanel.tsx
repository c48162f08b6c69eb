import { useMemo } from 'react';
import { usePages } from '../../lib/http/usePages';
import { withQuery } from '../../lib/http/query';
import type { RoomEvent } from '../../lib/model/events';
import { foldedMessages, type FoldedMessage } from '../../lib/model/fold';
import type { Room } from '../../lib/model/rooms';
import { decodeRoomThread, repliesIn, threadsNow, type RoomThread } from '../../lib/model/threads';
import { useSigned } from '../../lib/session/context';
import type { RoomView } from '../../lib/stomp/view';
import { excerptOf } from '../../lib/text/clip';
import { useSettled } from '../../lib/time/useSettled';
import { useNow } from '../../lib/time/useNow';
import { fullTime, shortTime } from '../../lib/time/words';
import { Button, Empty, Failed, Spinner } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { SidePanel } from '../../lib/ui/SidePanel';
import { useDrawn } from './context';
import { threadAddress } from './roomIntent';

const PAGE = '30';
/** Many answers in a row are one reason to read the list anew. */
const SETTLED_MS = 500;

/** The threads of a room, those first in which something was said last. */
export function ThreadsPanel({ room, onClose }: { room: Room; onClose: () => void }) {
  const { api } = useSigned();
  const [view] = useDrawn(room.id);
  const messages = useMemo(() => foldedMessages(view.events), [view.events]);
  const path = withQuery(`/rooms/${room.id}/threads`, { limit: PAGE });
  const version = useSettled(lastFurther(view, messages), SETTLED_MS);
  const { loaded, more, again } = usePages(api, path, decodeRoomThread, version, 'before');
  const threads = useMemo(
    () => (loaded.state === 'ready' ? threadsNow(loaded.value, messages) : []),
    [loaded, messages],
  );
  return (
    <SidePanel title="Threads" closes="Close the threads" onClose={onClose}>
      {loaded.state === 'loading' && <Spinner label="Loading the threads" />}
      {loaded.state === 'failed' && <Failed message={loaded.message} onRetry={again} />}
      {loaded.state === 'ready' && (
        <div className="thread-list">
          {threads.length === 0 && (
            <Empty icon="thread" title="No threads yet">
              Reply to a message in its thread, and the two are found here.
            </Empty>
          )}
          <ul className="rows" aria-label="Threads">
            {threads.map((each) => (
              <li key={each.root.seq}>
                <ThreadEntry roomId={room.id} {...each} />
              </li>
            ))}
          </ul>
          {more && <Button onClick={more}>Show more</Button>}
        </div>
      )}
    </SidePanel>
  );
}

function ThreadEntry({ roomId, root, thread }: RoomThread & { roomId: string }) {
  const now = useNow(60_000);
  return (
    <a className="thread-entry" href={threadAddress(roomId, root.seq)}>
      <span className="thread-entry__head">
        <bdi className="thread-entry__author">{root.author.name}</bdi>
        <time dateTime={new Date(root.at).toISOString()}>{shortTime(root.at, now)}</time>
      </span>
      <span className="thread-entry__text" dir="auto">
        {root.text === undefined ? 'This message was deleted.' : excerptOf(root.text)}
      </span>
      <span className="thread-entry__foot" title={fullTime(thread.lastAt)}>
        <Icon name="thread" size={15} />
        {`${repliesIn(thread)} · last ${shortTime(thread.lastAt, now)}`}
      </span>
    </a>
  );
}

/** The newest event of a thread of which the run of events does not hold the root, or of that root. */
function lastFurther(
  { events }: RoomView,
  messages: ReadonlyMap<number, FoldedMessage>,
): number | undefined {
  const first = events[0]?.seq ?? 0;
  const isFurther = ({ content }: RoomEvent) => {
    const about = aboutIn(content, messages);
    return about !== undefined && about < first;
  };
  return events.findLast(isFurther)?.seq;
}

/** The message that an event changes, or in whose thread something happens. */
function aboutIn(
  content: RoomEvent['content'],
  messages: ReadonlyMap<number, FoldedMessage>,
): number | undefined {
  if (content.kind === 'message') {
    return content.threadRoot;
  }
  const changed = content.kind === 'edited' || content.kind === 'deleted';
  const seq = changed ? content.target.seq : undefined;
  return seq === undefined ? undefined : (messages.get(seq)?.threadRoot ?? seq);
}
