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
}

export function rightsIn(room: Room, me: Person, now: number): Rights {
  const isInside = room.standing !== 'none';
  const isSpectator = room.standing === 'spectator';
  const isMuted = room.mutedUntil !== undefined && room.mutedUntil > now;
  const isAdmin = me.role === 'ADMIN' && isInside;
  const takesPart = isInside && !isSpectator;
  const react = takesPart && !isMuted;
  return {
    write: whyClosed(room, me.role, now) === undefined,
    react,
    pin: room.kind === 'direct' ? react : isAdmin,
    deleteOwn: takesPart && (room.kind !== 'announce' || isAdmin),
    deleteAny: isAdmin,
  };
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
