import type { Counters } from '../../../lib/model/counters';
import { USUAL, levelNow, type Preferences } from '../../../lib/model/preferences';

/** What a room says of what waits in it. */
export interface Badge {
  /** What is counted: messages, or only those that mention me; 0 where no number is shown. */
  readonly count: number;
  readonly capped: boolean;
  readonly mentions: number;
  /** There is something: the name stands out. */
  readonly isNews: boolean;
  /** Something waits that has no number. */
  readonly isMarked: boolean;
}

export const NO_BADGE: Badge = {
  count: 0,
  capped: false,
  mentions: 0,
  isNews: false,
  isMarked: false,
};

/** A room that I want to hear nothing of says nothing, unless I have marked it myself. */
export function badgeOf(
  counters: Counters | undefined,
  preferences: Preferences = USUAL,
  now: number,
): Badge {
  if (!counters) {
    return NO_BADGE;
  }
  const { unread, capped, mentions, markedUnread } = counters;
  const marked = { ...NO_BADGE, isNews: markedUnread, isMarked: markedUnread };
  switch (levelNow(preferences, now)) {
    case 'all':
      return unread > 0
        ? { count: unread, capped, mentions, isNews: true, isMarked: false }
        : marked;
    case 'mentions':
      return mentions > 0
        ? { count: mentions, capped: false, mentions, isNews: true, isMarked: false }
        : { ...marked, isNews: unread > 0 || markedUnread };
    case 'nothing':
      return marked;
  }
}

/** All rooms together. */
export function totalOf(badges: readonly Badge[]): Badge {
  return badges.reduce(
    (sum, badge) => ({
      count: sum.count + badge.count,
      capped: sum.capped || badge.capped,
      mentions: sum.mentions + badge.mentions,
      isNews: sum.isNews || badge.isNews,
      isMarked: sum.isMarked || badge.isMarked,
    }),
    NO_BADGE,
  );
}

const MOST_SHOWN = 999;

/** A number as there is room for it. */
export function shownCount({ count, capped }: Pick<Badge, 'count' | 'capped'>): string {
  return count > MOST_SHOWN ? `${MOST_SHOWN}+` : `${count}${capped ? '+' : ''}`;
}
