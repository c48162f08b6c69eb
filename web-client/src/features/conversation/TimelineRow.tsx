import { memo } from 'react';
import { dayName, fullTime, timeOfDay } from '../../lib/time/words';
import { Avatar } from '../../lib/ui/Avatar';
import { PersonAvatar } from '../../lib/ui/PresenceDot';
import { isolated } from '../../lib/text/bidi';
import { useNow } from '../../lib/time/useNow';
import { MessageBubble } from './MessageBubble';
import { useRoomScope } from './roomIntent';
import type { SendActions } from './SendMark';
import { sameRow } from './sameRow';
import type { Row } from './timeline';

interface RowProps extends SendActions {
  readonly row: Row;
  readonly direct: boolean;
  readonly roomId: string;
  /** The bubble where one comes in by keyboard, where that is in this row. */
  readonly entryKey: string | undefined;
}

export const TimelineRow = memo(
  function TimelineRow({ row, direct, ...props }: RowProps) {
    switch (row.kind) {
      case 'day':
        return (
          <h2 className="day">
            <DayName at={row.at} />
          </h2>
        );
      case 'new':
        return (
          <p className="new-mark" role="separator" data-key={row.key}>
            <span>New messages</span>
          </p>
        );
      case 'system':
        return (
          <p className="system-line" data-key={row.key} title={fullTime(row.at)}>
            {row.text} · {timeOfDay(row.at)}
          </p>
        );
      case 'group':
        return <Group row={row} direct={direct} {...props} />;
    }
  },
  (before, after) =>
    sameRow(before.row, after.row) &&
    before.direct === after.direct &&
    before.entryKey === after.entryKey,
);

function DayName({ at }: { at: number }) {
  return <span>{dayName(at, useNow(60_000))}</span>;
}

function Group({
  row,
  direct,
  roomId,
  entryKey,
  ...actions
}: RowProps & { row: Extract<Row, { kind: 'group' }> }) {
  const { author, mine, bubbles } = row;
  // Who takes part in a thread is of interest there; in a room the list of members tells
  const Face = useRoomScope().thread === undefined ? Avatar : PersonAvatar;
  return (
    <article
      className={mine ? 'group group--mine' : 'group'}
      aria-label={mine ? 'You' : isolated(author.name)}
    >
      {!mine && <Face id={author.id} name={author.name} size="small" />}
      <div className="group__body">
        {!mine && !direct && (
          <p className="group__author">
            <a href={`#/rooms/${roomId}/members`} title="Who is who: the members of this room">
              <bdi>{author.name}</bdi>
            </a>
            {author.role === 'ADMIN' && <span className="tag">Admin</span>}
          </p>
        )}
        {bubbles.map((bubble) => (
          <MessageBubble
            key={bubble.key}
            bubble={bubble}
            roomId={roomId}
            isEntry={bubble.key === entryKey}
            {...actions}
          />
        ))}
      </div>
    </article>
  );
}
