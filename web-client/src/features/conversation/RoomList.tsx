import { useMemo, useState } from 'react';
import { messageOf } from '../../lib/http/api';
import { titleOf, type Room } from '../../lib/model/rooms';
import type { Unread } from '../../lib/stomp/view';
import { useStore } from '../../lib/state/useStore';
import { folded } from '../../lib/text/fold';
import { shortTime } from '../../lib/time/words';
import { Avatar, IconAvatar } from '../../lib/ui/Avatar';
import { Button, Empty, Failed } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { useNow } from '../../lib/time/useNow';
import { useConversations } from './context';
import type { RoomLine } from './lines';

/** My rooms, the one with the newest event first. */
export function RoomList({
  openRoomId,
  onNewMessage,
}: {
  openRoomId: string | undefined;
  onNewMessage: () => void;
}) {
  const conversations = useConversations();
  const state = useStore(conversations.rooms);
  const lines = useStore(conversations.lines);
  const [query, setQuery] = useState('');
  const found = useMemo(() => matching(lines, query), [lines, query]);

  if (state.state === 'loading') {
    return <RoomListSkeleton />;
  }
  if (state.state === 'failed') {
    return (
      <Failed
        message={messageOf(state.error)}
        onRetry={() => {
          void conversations.load();
        }}
      />
    );
  }
  if (state.rooms.length === 0) {
    return (
      <Empty
        icon="people"
        title="No conversations yet"
        action={
          <Button look="primary" icon="compose" onClick={onNewMessage}>
            New message
          </Button>
        }
      >
        Write to somebody, or wait until you are added to a room.
      </Empty>
    );
  }
  return (
    <>
      <label className="search search--side">
        <Icon name="search" size={18} />
        <input
          type="search"
          aria-label="Find a conversation"
          placeholder="Find a conversation"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
          }}
        />
      </label>
      <nav className="rooms" aria-label="Conversations">
        <ul>
          {found.map((line) => (
            <li key={line.room.id}>
              <RoomLink line={line} open={line.room.id === openRoomId} />
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className="rooms__none">Nothing of that name.</p>}
      </nav>
    </>
  );
}

function RoomLink({ line, open }: { line: RoomLine; open: boolean }) {
  const now = useNow(60_000);
  const { room, unread } = line;
  return (
    <a
      href={`#/rooms/${room.id}`}
      className={unread.count > 0 ? 'room room--unread' : 'room'}
      aria-current={open ? 'page' : undefined}
    >
      <RoomAvatar room={room} />
      <span className="room__text">
        <span className="room__head">
          <bdi className="room__name">{titleOf(room)}</bdi>
          {line.at > 0 && <time className="room__time">{shortTime(line.at, now)}</time>}
        </span>
        <span className="room__foot">
          <span className="room__preview" dir="auto">
            {line.preview}
          </span>
          <UnreadBadge unread={unread} />
        </span>
      </span>
    </a>
  );
}

const ICONS = { group: 'group', announce: 'megaphone', support: 'support' } as const;

export function RoomAvatar({ room }: { room: Room }) {
  if (room.kind === 'direct') {
    return <Avatar id={room.with?.id ?? room.id} name={titleOf(room)} />;
  }
  return <IconAvatar id={room.id} icon={ICONS[room.kind]} />;
}

function UnreadBadge({ unread }: { unread: Unread }) {
  if (unread.count === 0) {
    return null;
  }
  const shown = unread.count > 99 ? '99+' : `${unread.count}${unread.atLeast ? '+' : ''}`;
  return (
    <span className="badge">
      {shown}
      <span className="hidden"> unread</span>
    </span>
  );
}

function RoomListSkeleton() {
  return (
    <div className="rooms" role="status" aria-label="Loading conversations">
      {[72, 48, 60, 40, 56].map((width) => (
        <div key={width} className="room room--skeleton" aria-hidden="true">
          <span className="avatar avatar--medium skeleton" />
          <span className="room__text">
            <span className="skeleton skeleton--line" style={{ width: `${width}%` }} />
            <span className="skeleton skeleton--line skeleton--thin" />
          </span>
        </div>
      ))}
    </div>
  );
}

function matching(lines: readonly RoomLine[], query: string): readonly RoomLine[] {
  const wanted = folded(query.trim());
  return wanted === ''
    ? lines
    : lines.filter((line) => folded(titleOf(line.room)).includes(wanted));
}
