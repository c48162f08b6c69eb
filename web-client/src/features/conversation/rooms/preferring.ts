import { nothing, type Api } from '../../../lib/http/api';
import { USUAL, type Preferences } from '../../../lib/model/preferences';
import type { Conversations } from '../conversations';

/** What of my preferences is to be another; `mutedUntil` null ends a mute. */
export interface Wish extends Partial<Omit<Preferences, 'mutedUntil'>> {
  readonly mutedUntil?: number | null;
}

/** Shows at once how I want to hear of a room, and takes that back where the server refuses it. */
export async function prefer(
  api: Api,
  conversations: Conversations,
  roomId: string,
  wish: Wish,
): Promise<void> {
  const before = conversations.room(roomId)?.preferences ?? USUAL;
  conversations.change(roomId, { preferences: wished(before, wish) });
  const { mutedUntil, ...others } = wish;
  const body = {
    ...others,
    ...(mutedUntil !== undefined && {
      mutedUntil: mutedUntil === null ? null : new Date(mutedUntil).toISOString(),
    }),
  };
  try {
    const path = `/rooms/${roomId}/preferences`;
    await api.call({ method: 'PUT', path, body, decode: nothing });
  } catch (error) {
    // What was chosen since stays
    const now = conversations.room(roomId)?.preferences ?? USUAL;
    conversations.change(roomId, { preferences: wished(now, undone(before, wish)) });
    throw error;
  }
}

/** What leads back from a wish to what was before. */
function undone({ level, favourite, mutedUntil = null }: Preferences, wish: Wish): Wish {
  return {
    ...(wish.level !== undefined && { level }),
    ...(wish.favourite !== undefined && { favourite }),
    ...(wish.mutedUntil !== undefined && { mutedUntil }),
  };
}

function wished({ mutedUntil: before, ...others }: Preferences, wish: Wish): Preferences {
  const { mutedUntil = before ?? null, ...changed } = wish;
  return { ...others, ...changed, ...(mutedUntil !== null && { mutedUntil }) };
}
