import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ApiError, messageOf } from '../../lib/http/api';
import { useLoad } from '../../lib/http/useLoad';
import { titleOf, type Room } from '../../lib/model/rooms';
import { isolated } from '../../lib/text/bidi';
import { useStore } from '../../lib/state/useStore';
import { Empty, Failed, IconButton, Spinner } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { Composer } from './Composer';
import { ConnectionBanner } from './ConnectionBanner';
import { useConversations } from './context';
import { DeleteDialog } from './DeleteDialog';
import { TypingLine } from './live/TypingLine';
import { MessageList } from './MessageList';
import { MessageMenu } from './MessageMenu';
import { PinnedDialog } from './PinnedDialog';
import { RoomAvatar } from './RoomList';
import { RoomScope } from './RoomScope';
import { RoomMenu, useHasMenu, type MenuPlace } from './rooms/RoomMenu';
import { SeenDialog } from './seen/SeenDialog';
import { Subtitle } from './rooms/Subtitle';
import { SupportBar } from './SupportBar';
import { VersionsDialog } from './VersionsDialog';

interface Besides {
  /** What the app shows beside the room, while something is open there. */
  readonly side: ((room: Room) => ReactNode) | undefined;
  /** What that is called. */
  readonly shows: string | undefined;
  /** Opens what can be beside it, or closes that. */
  readonly onToggle: (what: 'members' | 'threads') => void;
  /** The seq of the message that one comes for. */
  readonly goesTo?: number | undefined;
}

/** One conversation. */
export function RoomPage({ roomId, ...besides }: Besides & { roomId: string }) {
  const conversations = useConversations();
  const state = useStore(conversations.rooms);
  const room = useMemo(
    () => (state.state === 'ready' ? state.rooms.find((each) => each.id === roomId) : undefined),
    [state, roomId],
  );
  if (room) {
    return <OpenRoom key={roomId} room={room} {...besides} />;
  }
  return (
    <section className="pane pane--center">
      <a className="icon-button pane__back" href="#/" aria-label="Back to conversations">
        <Icon name="back" />
      </a>
      {state.state === 'ready' && <MissingRoom roomId={roomId} />}
      {state.state === 'loading' && <Spinner label="Opening the conversation" />}
      {state.state === 'failed' && (
        <Failed
          message={messageOf(state.error)}
          onRetry={() => {
            void conversations.load();
          }}
        />
      )}
    </section>
  );
}

/** A room that the list does not have: it may have been made just now, or be further down. */
function MissingRoom({ roomId }: { roomId: string }) {
  const conversations = useConversations();
  const find = useCallback(async () => {
    try {
      return await conversations.find(roomId);
    } catch (error) {
      if (error instanceof ApiError && error.problem.status < 500) {
        return undefined;
      }
      throw error;
    }
  }, [conversations, roomId]);
  const [found, again] = useLoad(find);
  if (found.state === 'failed') {
    return <Failed message={found.message} onRetry={again} />;
  }
  if (found.state === 'loading' || found.value) {
    return <Spinner label="Opening the conversation" />;
  }
  return (
    <Empty icon="info" title="This conversation is not open to you">
      It may have been removed, or you are no longer a member.
    </Empty>
  );
}

function OpenRoom({ room, side, goesTo, ...besides }: Besides & { room: Room }) {
  const conversations = useConversations();
  useEffect(() => {
    conversations.open(room.id);
    return () => {
      conversations.leave(room.id);
    };
  }, [conversations, room.id]);
  return (
    <RoomScope room={room} goesTo={goesTo}>
      <section className="pane room-pane" aria-label={isolated(titleOf(room))}>
        <RoomHead room={room} {...besides} />
        <ConnectionBanner />
        {room.kind === 'support' && <SupportBar room={room} />}
        <MessageList room={room} isBeside={besides.shows !== undefined} />
        <TypingLine roomId={room.id} />
        <Composer room={room} />
      </section>
      {side?.(room)}
      <MessageMenu />
      <DeleteDialog />
      <VersionsDialog />
      <SeenDialog />
    </RoomScope>
  );
}

function RoomHead({ room, shows, onToggle }: Pick<Besides, 'shows' | 'onToggle'> & { room: Room }) {
  const { takesMentions: takesThreads } = useStore(useConversations().chat.limits);
  const [showsPins, setShowsPins] = useState(false);
  const [menu, setMenu] = useState<MenuPlace>();
  const hasMenu = useHasMenu(room);
  return (
    <header className="pane__head">
      <a className="icon-button pane__back" href="#/" aria-label="Back to conversations">
        <Icon name="back" />
      </a>
      <RoomAvatar room={room} />
      <div className="pane__titles">
        <h1 className="pane__title" title={room.with && `@${room.with.username}`}>
          <bdi>{titleOf(room)}</bdi>
        </h1>
        <Subtitle room={room} />
      </div>
      <IconButton
        icon="pin"
        label="Pinned messages"
        onClick={() => {
          setShowsPins(true);
        }}
      />
      {showsPins && (
        <PinnedDialog
          room={room}
          onClose={() => {
            setShowsPins(false);
          }}
        />
      )}
      {takesThreads && (
        <IconButton
          icon="thread"
          label={shows === 'threads' ? 'Hide threads' : 'Show threads'}
          aria-expanded={shows === 'threads'}
          onClick={() => {
            onToggle('threads');
          }}
        />
      )}
      {room.kind !== 'direct' && (
        <IconButton
          icon="people"
          label={shows === 'members' ? 'Hide members' : 'Show members'}
          aria-expanded={shows === 'members'}
          onClick={() => {
            onToggle('members');
          }}
        />
      )}
      {hasMenu && (
        <IconButton
          icon="more"
          label="More for this conversation"
          aria-haspopup="menu"
          onClick={(event) => {
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            setMenu({ x: left, y: bottom });
          }}
        />
      )}
      {menu && (
        <RoomMenu
          room={room}
          at={menu}
          onClose={() => {
            setMenu(undefined);
          }}
        />
      )}
    </header>
  );
}
