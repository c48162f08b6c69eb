import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { titleOf, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { Empty, IconButton, Spinner } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { Composer } from './Composer';
import { ConnectionBanner } from './ConnectionBanner';
import { useConversations } from './context';
import { MessageList } from './MessageList';
import { RoomAvatar } from './RoomList';
import { SupportBar } from './SupportBar';

/** One conversation. `members` is what the app shows beside it on demand. */
export function RoomPage({
  roomId,
  members,
}: {
  roomId: string;
  members: (room: Room, onClose: () => void) => ReactNode;
}) {
  const conversations = useConversations();
  const state = useStore(conversations.rooms);
  const room = useMemo(
    () => (state.state === 'ready' ? state.rooms.find((each) => each.id === roomId) : undefined),
    [state, roomId],
  );
  if (room) {
    return <OpenRoom key={roomId} room={room} members={members} />;
  }
  if (state.state === 'loading') {
    return (
      <section className="pane pane--center">
        <Spinner label="Opening the conversation" />
      </section>
    );
  }
  return (
    <section className="pane pane--center">
      <a className="icon-button pane__back" href="#/" aria-label="Back to conversations">
        <Icon name="back" />
      </a>
      <Empty icon="info" title="This conversation is not open to you">
        It may have been removed, or you are no longer a member.
      </Empty>
    </section>
  );
}

function OpenRoom({
  room,
  members,
}: {
  room: Room;
  members: (room: Room, onClose: () => void) => ReactNode;
}) {
  const conversations = useConversations();
  const [showsMembers, setShowsMembers] = useState(false);
  useEffect(
    () => () => {
      conversations.leave(room.id);
    },
    [conversations, room.id],
  );
  return (
    <>
      <section className="pane room-pane" aria-label={titleOf(room)}>
        <RoomHead
          room={room}
          showsMembers={showsMembers}
          onMembers={() => {
            setShowsMembers((before) => !before);
          }}
        />
        <ConnectionBanner />
        {room.kind === 'support' && <SupportBar room={room} />}
        <MessageList room={room} />
        <Composer room={room} />
      </section>
      {showsMembers &&
        members(room, () => {
          setShowsMembers(false);
        })}
    </>
  );
}

function RoomHead({
  room,
  showsMembers,
  onMembers,
}: {
  room: Room;
  showsMembers: boolean;
  onMembers: () => void;
}) {
  const { me } = useSigned();
  return (
    <header className="pane__head">
      <a className="icon-button pane__back" href="#/" aria-label="Back to conversations">
        <Icon name="back" />
      </a>
      <RoomAvatar room={room} />
      <div className="pane__titles">
        <h1 className="pane__title">{titleOf(room)}</h1>
        <p className="pane__subtitle">{subtitleOf(room, me.role === 'ADMIN')}</p>
      </div>
      {room.kind !== 'direct' && (
        <IconButton
          icon="people"
          label={showsMembers ? 'Hide members' : 'Show members'}
          aria-expanded={showsMembers}
          onClick={onMembers}
        />
      )}
    </header>
  );
}

function subtitleOf(room: Room, isAdmin: boolean): string {
  switch (room.kind) {
    case 'direct':
      return room.with ? `@${room.with.username}` : 'Direct messages';
    case 'group':
      return 'Group · every member reads and writes';
    case 'announce':
      if (room.forEverybody) {
        return 'Announcements · for everybody';
      }
      return isAdmin ? 'Announcements · members read' : 'Announcements · only admins write';
    case 'support':
      return room.queue ? `Support · ${room.queue.name}` : 'Support';
  }
}
