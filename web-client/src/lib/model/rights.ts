import type { FoldedMessage } from './fold';
import type { Person } from './people';
import { whyClosed, type Room } from './rooms';

/** What somebody may do in a room, as far as the page can tell. The server decides in the end. */
export interface Rights {
  readonly write: boolean;
  readonly react: boolean;
  readonly pin: boolean;
  readonly deleteOwn: boolean;
  readonly deleteAny: boolean;
  /** Mention everybody at once. */
  readonly mentionRoom: boolean;
}

export function rightsIn(room: Room, me: Person, now: number): Rights {
  const isInside = room.standing !== 'none';
  const isSpectator = room.standing === 'spectator';
  const isMuted = room.mutedUntil !== undefined && room.mutedUntil > now;
  const isAdmin = me.role === 'ADMIN' && isInside;
  const takesPart = isInside && !isSpectator;
  const isActive = takesPart && !isMuted;
  const write = whyClosed(room, me.role, now) === undefined;
  const isOfMany = room.kind === 'group' || room.kind === 'announce';
  return {
    write,
    react: isActive && room.settings?.reactions !== 'off',
    pin: room.kind === 'direct' ? isActive : isAdmin,
    deleteOwn: takesPart && (room.kind !== 'announce' || isAdmin),
    deleteAny: isAdmin,
    mentionRoom: write && isOfMany && mayCallAll(room, isAdmin),
  };
}

function mayCallAll({ kind, settings }: Room, isAdmin: boolean): boolean {
  switch (settings?.mentionAll ?? (kind === 'announce' ? 'admins' : 'members')) {
    case 'members':
      return true;
    case 'admins':
      return isAdmin;
    case 'nobody':
      return false;
  }
}

export type MessageRights = Readonly<
  Record<'reply' | 'react' | 'edit' | 'remove' | 'pin', boolean>
>;

const NONE: MessageRights = { reply: false, react: false, edit: false, remove: false, pin: false };

/** What of that goes for one message. */
export function rightsOn(message: FoldedMessage, rights: Rights, myId: string): MessageRights {
  if (message.text === undefined) {
    return NONE;
  }
  const isMine = message.author.id === myId;
  return {
    reply: rights.write,
    react: rights.react,
    edit: isMine && rights.write,
    remove: (isMine && rights.deleteOwn) || rights.deleteAny,
    pin: rights.pin,
  };
}
