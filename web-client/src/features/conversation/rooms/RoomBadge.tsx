import { shownCount, type Badge } from '../reading/badge';

/** What waits in a room, or in all. */
export function RoomBadge({ badge }: { badge: Badge }) {
  const { count, mentions, isMarked } = badge;
  if (count === 0) {
    return isMarked ? (
      <span className="badge badge--dot">
        <span className="hidden">Marked as unread</span>
      </span>
    ) : null;
  }
  return (
    <span className="badges">
      {mentions > 0 && (
        <span className="badge badge--mention">
          <span aria-hidden="true">@</span>
          <span className="hidden">
            {mentions === 1
              ? '1 mention, '
              : `${shownCount({ count: mentions, capped: false })} mentions, `}
          </span>
        </span>
      )}
      <span className="badge">
        {shownCount(badge)}
        <span className="hidden"> unread</span>
      </span>
    </span>
  );
}
