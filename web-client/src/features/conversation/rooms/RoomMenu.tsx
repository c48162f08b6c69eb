import { messageOf } from '../../../lib/http/api';
import { USUAL, type Level, type Preferences } from '../../../lib/model/preferences';
import { titleOf, type Room } from '../../../lib/model/rooms';
import { useSigned } from '../../../lib/session/context';
import { useStore } from '../../../lib/state/useStore';
import { isolated } from '../../../lib/text/bidi';
import { useNow } from '../../../lib/time/useNow';
import { tomorrow, untilWords } from '../../../lib/time/words';
import { Menu, MenuChoice, MenuItem } from '../../../lib/ui/Menu';
import { useToast } from '../../../lib/ui/toasts';
import { useConversations } from '../context';
import { prefer, type Wish } from './preferring';

const NOW_MS = 5_000;
const HOUR_MS = 3_600_000;

const LEVELS: readonly (readonly [Level, string])[] = [
  ['all', 'All messages'],
  ['mentions', 'Mentions only'],
  ['nothing', 'Nothing: muted for ever'],
];

export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** What one can do with a room in the list: what of it waits, and how one wants to hear of it. */
export function RoomMenu({
  room,
  at,
  onClose,
}: {
  room: Room;
  at: MenuPlace;
  onClose: () => void;
}) {
  return (
    <Menu label={`Conversation ${isolated(titleOf(room))}`} at={at} onClose={onClose}>
      <MarkItem room={room} onClose={onClose} />
      {room.preferences && (
        <Preferring room={room} preferences={room.preferences} onClose={onClose} />
      )}
    </Menu>
  );
}

/** Whether the menu of a room has anything in it. */
export function useHasMenu(room: Room): boolean {
  const { counts } = useConversations().signals;
  const isCounted = useStore(counts.waiting).has(room.id);
  return isCounted || room.preferences !== undefined;
}

function MarkItem({ room, onClose }: { room: Room; onClose: () => void }) {
  const { chat, reading, signals } = useConversations();
  useStore(signals.counts.waiting);
  const counters = signals.counts.get(room.id);
  if (!counters) {
    return null;
  }
  const view = chat.view(room.id)?.get();
  const head = Math.max(view?.last ?? 0, counters.headSeq);
  if (counters.unread > 0 || counters.markedUnread) {
    return (
      <MenuItem
        icon="check"
        onChoose={() => {
          reading.markRead(room.id, head);
          onClose();
        }}
      >
        Mark as read
      </MenuItem>
    );
  }
  const newest = view?.events.findLast(({ content }) => content.kind === 'message');
  return (
    <MenuItem
      icon="unread"
      onChoose={() => {
        reading.markUnread(room.id, newest?.seq ?? room.lastEvent?.seq ?? head);
        onClose();
      }}
    >
      Mark as unread
    </MenuItem>
  );
}

function Preferring({
  room,
  preferences,
  onClose,
}: {
  room: Room;
  preferences: Preferences;
  onClose: () => void;
}) {
  const { api } = useSigned();
  const conversations = useConversations();
  const say = useToast();
  const { level, favourite, mutedUntil } = { ...USUAL, ...preferences };
  const choose = (wish: Wish) => () => {
    onClose();
    prefer(api, conversations, room.id, wish).catch((error: unknown) => {
      say({ text: messageOf(error) });
    });
  };
  return (
    <>
      <MenuItem icon="star" onChoose={choose({ favourite: !favourite })}>
        {favourite ? 'Remove from favourites' : 'Add to favourites'}
      </MenuItem>
      <div role="group" aria-label="Tell me of" className="menu__group">
        <p className="menu__title" aria-hidden="true">
          Tell me of
        </p>
        {LEVELS.map(([each, words]) => (
          <MenuChoice key={each} checked={each === level} onChoose={choose({ level: each })}>
            {words}
          </MenuChoice>
        ))}
      </div>
      <MuteItems mutedUntil={mutedUntil} choose={choose} />
    </>
  );
}

function MuteItems({
  mutedUntil,
  choose,
}: {
  mutedUntil: number | undefined;
  choose: (wish: Wish) => () => void;
}) {
  const now = useNow(NOW_MS);
  if (mutedUntil !== undefined && mutedUntil > now) {
    return (
      <MenuItem icon="bell" onChoose={choose({ mutedUntil: null })}>
        {`Unmute (muted until ${untilWords(mutedUntil, now)})`}
      </MenuItem>
    );
  }
  return (
    <>
      <MenuItem icon="bellOff" onChoose={choose({ mutedUntil: now + HOUR_MS })}>
        Mute for 1 hour
      </MenuItem>
      <MenuItem icon="bellOff" onChoose={choose({ mutedUntil: tomorrow(now) })}>
        Mute until tomorrow
      </MenuItem>
    </>
  );
}
