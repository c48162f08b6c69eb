import type { Api } from '../../../lib/http/api';
import { USUAL, decodePreferences, type Preferences } from '../../../lib/model/preferences';
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
  const now = () => conversations.room(roomId)?.preferences ?? USUAL;
  const before = now();
  const preferences = wished(before, wish);
  conversations.change(roomId, { preferences });
  try {
    const path = `/rooms/${roomId}/preferences`;
    const body = wireOf(preferences, Date.now());
    await api.call({ method: 'PUT', path, body, decode: decodePreferences });
  } catch (error) {
    // What was chosen since stays
    conversations.change(roomId, { preferences: wished(now(), undone(before, wish)) });
    throw error;
  }
}

/** All of them: what is left out would be as usual again. The server takes no time that is over. */
function wireOf({ mutedUntil = 0, ...others }: Preferences, now: number): unknown {
  return {
    ...others,
    ...(mutedUntil > now && { mutedUntil: new Date(mutedUntil).toISOString() }),
  };
}

/** What leads back from a wish to what was before. */
function undone({ level, favourite, mutedUntil }: Preferences, wish: Wish): Wish {
  return {
    ...(wish.level !== undefined && { level }),
    ...(wish.favourite !== undefined && { favourite }),
    ...(wish.mutedUntil !== undefined && { mutedUntil: mutedUntil ?? null }),
  };
}

function wished({ mutedUntil: before, ...others }: Preferences, wish: Wish): Preferences {
  const { mutedUntil = before ?? null, ...changed } = wish;
  return { ...others, ...changed, ...(mutedUntil !== null && { mutedUntil }) };
}
