import { useMemo, useRef, useState } from 'react';
import { messageOf } from '../../lib/http/api';
import { levelNow } from '../../lib/model/preferences';
import { titleOf, type Room } from '../../lib/model/rooms';
import { useStore } from '../../lib/state/useStore';
import { isolated } from '../../lib/text/bidi';
import { folded } from '../../lib/text/fold';
import { shortTime } from '../../lib/time/words';
import { Avatar, IconAvatar } from '../../lib/ui/Avatar';
import { Button, Empty, Failed, IconButton } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { PersonAvatar, StatusSign } from '../../lib/ui/PresenceDot';
import { useNow } from '../../lib/time/useNow';
import { useConversations } from './context';
import type { RoomLine } from './lines';
import { RoomBadge } from './rooms/RoomBadge';
import { RoomMenu, type MenuPlace } from './rooms/RoomMenu';
import { useLongPress } from './useLongPress';

interface OpenMenu {
  readonly roomId: string;
  readonly at: MenuPlace;
}

/** My rooms: favourites first, then the one where somebody wrote last. */
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
  const [menu, setMenu] = useState<OpenMenu>();
  const chosen = menu && lines.find(({ room }) => room.id === menu.roomId);
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
              <RoomLink line={line} open={line.room.id === openRoomId} onMenu={setMenu} />
            </li>
          ))}
        </ul>
        {menu && chosen && (
          <RoomMenu
            room={chosen.room}
            at={menu.at}
            onClose={() => {
              setMenu(undefined);
            }}
          />
        )}
        {found.length === 0 && <p className="rooms__none">Nothing of that name.</p>}
      </nav>
    </>
  );
}

function RoomLink({
  line,
  open,
  onMenu,
}: {
  line: RoomLine;
  open: boolean;
  onMenu: (menu: OpenMenu) => void;
}) {
  const now = useNow(60_000);
  const { room, badge } = line;
  const show = (x: number, y: number) => {
    onMenu({ roomId: room.id, at: { x, y } });
  };
  // A finger that stays opens the menu: its end is no choice of the room
  const wasLong = useRef(false);
  const press = useLongPress((x, y) => {
    wasLong.current = true;
    show(x, y);
  });
  return (
    <div
      className="room-item"
      onContextMenu={(event) => {
        event.preventDefault();
        show(event.clientX, event.clientY);
      }}
      {...press}
    >
      <a
        href={`#/rooms/${room.id}`}
        onPointerDown={() => {
          wasLong.current = false;
        }}
        onClick={(event) => {
          if (wasLong.current) {
            event.preventDefault();
          }
        }}
        className={badge.isNews ? 'room room--unread' : 'room'}
        aria-current={open ? 'page' : undefined}
      >
        {room.with && room.kind === 'direct' ? (
          <PersonAvatar id={room.with.id} name={titleOf(room)} />
        ) : (
          <RoomAvatar room={room} />
        )}
        <span className="room__text">
          <span className="room__head">
            <bdi className="room__name">{titleOf(room)}</bdi>
            {room.with && room.kind === 'direct' && <StatusSign userId={room.with.id} />}
            <Preferred room={room} now={now} />
            {line.at > 0 && <time className="room__time">{shortTime(line.at, now)}</time>}
          </span>
          <span className="room__foot">
            <span className="room__preview" dir="auto">
              {line.preview}
            </span>
            <RoomBadge badge={badge} />
          </span>
        </span>
      </a>
      <IconButton
        className="room-item__menu"
        icon="more"
        label={`More for ${isolated(titleOf(room))}`}
        aria-haspopup="menu"
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          show(left, bottom);
        }}
      />
    </div>
  );
}

/** Signs of how I want to hear of a room. */
function Preferred({ room: { preferences }, now }: { room: Room; now: number }) {
  const isQuiet = preferences && levelNow(preferences, now) === 'nothing';
  return (
    <>
      {isQuiet && (
        <span className="room__sign">
          <Icon name="bellOff" size={14} />
          <span className="hidden">muted</span>
        </span>
      )}
      {preferences?.favourite && (
        <span className="room__sign">
          <Icon name="star" size={14} />
          <span className="hidden">favourite</span>
        </span>
      )}
    </>
  );
}

const ICONS = { group: 'group', announce: 'megaphone', support: 'support' } as const;

export function RoomAvatar({ room }: { room: Room }) {
  if (room.kind === 'direct') {
    return <Avatar id={room.with?.id ?? room.id} name={titleOf(room)} />;
  }
  return <IconAvatar id={room.id} icon={ICONS[room.kind]} />;
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
