import type { FoldedMessage } from './fold';
import type { Person } from './people';
import type { Windows } from './roomSettings';
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
  /** For how long one may change what one wrote. */
  readonly editWindowMs: number;
  readonly deleteWindowMs: number;
}

/** @param usual the windows where a room has set none */
export function rightsIn(room: Room, me: Person, now: number, usual: Windows = {}): Rights {
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
    editWindowMs: windowOf('editWindowMs', room, usual),
    deleteWindowMs: windowOf('deleteWindowMs', room, usual),
  };
}

function windowOf(name: keyof Windows, { settings }: Room, usual: Windows): number {
  return settings?.[name] ?? usual[name] ?? Infinity;
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

/**
 * What of that goes for one message.
 * @param now by when it may be too old to be changed; absent: it is looked at as if it were new
 */
export function rightsOn(
  message: FoldedMessage,
  rights: Rights,
  myId: string,
  now = message.at,
): MessageRights {
  if (message.text === undefined) {
    return NONE;
  }
  const isMine = message.author.id === myId;
  const age = now - message.at;
  return {
    reply: rights.write,
    react: rights.react,
    edit: isMine && rights.write && age < rights.editWindowMs,
    remove: (isMine && rights.deleteOwn && age < rights.deleteWindowMs) || rights.deleteAny,
    pin: rights.pin,
  };
}
