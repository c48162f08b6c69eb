import { memo } from 'react';
import { dayName, fullTime, timeOfDay } from '../../lib/time/words';
import { Avatar } from '../../lib/ui/Avatar';
import { Icon, type IconName } from '../../lib/ui/Icon';
import { ClippedText } from '../../lib/ui/RichText';
import { isolated } from '../../lib/text/bidi';
import { isFewEmoji } from '../../lib/text/emoji';
import type { SendState } from '../../lib/stomp/outbox';
import { useNow } from '../../lib/time/useNow';
import type { Bubble, Row } from './timeline';

interface Actions {
  readonly onRetry: (clientMsgId: string) => void;
  readonly onDiscard: (clientMsgId: string) => void;
}

interface RowProps extends Actions {
  readonly row: Row;
  readonly direct: boolean;
  readonly roomId: string;
}

export const TimelineRow = memo(
  function TimelineRow({ row, direct, roomId, ...actions }: RowProps) {
    switch (row.kind) {
      case 'day':
        return (
          <h2 className="day">
            <DayName at={row.at} />
          </h2>
        );
      case 'new':
        return (
          <p className="new-mark" role="separator">
            <span>New</span>
          </p>
        );
      case 'system':
        return (
          <p className="system-line" data-key={row.key} title={fullTime(row.at)}>
            {row.text} · {timeOfDay(row.at)}
          </p>
        );
      case 'group':
        return <Group row={row} direct={direct} roomId={roomId} {...actions} />;
    }
  },
  (before, after) => sameRow(before.row, after.row) && before.direct === after.direct,
);

function DayName({ at }: { at: number }) {
  return <span>{dayName(at, useNow(60_000))}</span>;
}

function Group({
  row,
  direct,
  roomId,
  ...actions
}: RowProps & { row: Extract<Row, { kind: 'group' }> }) {
  const { author, mine, bubbles } = row;
  return (
    <article
      className={mine ? 'group group--mine' : 'group'}
      aria-label={mine ? 'You' : isolated(author.name)}
    >
      {!mine && <Avatar id={author.id} name={author.name} size="small" />}
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
          <BubbleView key={bubble.key} bubble={bubble} {...actions} />
        ))}
      </div>
    </article>
  );
}

function BubbleView({ bubble, ...actions }: { bubble: Bubble } & Actions) {
  if (bubble.unreadable) {
    return (
      <div className="bubble bubble--unreadable" data-key={bubble.key}>
        <p>This message cannot be shown.</p>
      </div>
    );
  }
  const large = isFewEmoji(bubble.text);
  const failed = bubble.sending?.state === 'failed';
  return (
    <>
      <div
        className={`bubble ${large ? 'bubble--emoji' : ''} ${failed ? 'bubble--failed' : ''}`}
        data-key={bubble.key}
        dir="auto"
        title={fullTime(bubble.at)}
      >
        <ClippedText text={bubble.text} />
        <span className="bubble__meta">
          <time dateTime={new Date(bubble.at).toISOString()}>{timeOfDay(bubble.at)}</time>
          {bubble.sending && <SendMark state={bubble.sending.state} />}
        </span>
      </div>
      {bubble.sending && failed && (
        <p className="bubble__failure" role="alert">
          <span>{bubble.sending.problem ?? 'Not sent.'}</span>
          <button
            type="button"
            className="link"
            onClick={() => {
              actions.onRetry(bubble.key);
            }}
          >
            Try again
          </button>
          <button
            type="button"
            className="link"
            onClick={() => {
              actions.onDiscard(bubble.key);
            }}
          >
            Discard
          </button>
        </p>
      )}
    </>
  );
}

const MARKS: Record<SendState, { icon: IconName; words: string }> = {
  waiting: { icon: 'clock', words: 'Waiting to be sent' },
  sending: { icon: 'clock', words: 'Sending' },
  sent: { icon: 'check', words: 'Sent' },
  failed: { icon: 'warning', words: 'Not sent' },
};

function SendMark({ state }: { state: SendState }) {
  const { icon, words } = MARKS[state];
  return (
    <span className={`send-mark send-mark--${state}`} title={words}>
      <Icon name={icon} size={14} />
      <span className="hidden">{words}</span>
    </span>
  );
}

/** Rows are made anew with each event; most of them say what they said before. */
function sameRow(a: Row, b: Row): boolean {
  if (a.kind === 'group' && b.kind === 'group') {
    return (
      a.author.name === b.author.name &&
      a.bubbles.length === b.bubbles.length &&
      a.bubbles.every((bubble, index) => sameBubble(bubble, b.bubbles[index]))
    );
  }
  return a.kind === b.kind && a.key === b.key;
}

function sameBubble(a: Bubble, b: Bubble | undefined): boolean {
  return (
    a.key === b?.key &&
    a.text === b.text &&
    a.at === b.at &&
    a.sending?.state === b.sending?.state &&
    a.sending?.problem === b.sending?.problem
  );
}
