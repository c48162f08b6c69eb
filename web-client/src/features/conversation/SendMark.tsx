import type { SendState } from '../../lib/stomp/outbox';
import { Icon, type IconName } from '../../lib/ui/Icon';
import { reachOf, type Reach } from './seen/marks';
import { useReach } from './seen/useMarks';
import type { Bubble } from './timeline';

export interface SendActions {
  readonly onRetry: (clientMsgId: string) => void;
  readonly onDiscard: (clientMsgId: string) => void;
}

const MARKS: Record<SendState, { icon: IconName; words: string }> = {
  waiting: { icon: 'clock', words: 'Waiting to be sent' },
  sending: { icon: 'clock', words: 'Sending' },
  sent: { icon: 'check', words: 'Sent' },
  failed: { icon: 'warning', words: 'Not sent' },
};

export function SendMark({ state }: { state: SendState }) {
  const { icon, words } = MARKS[state];
  return (
    <span className={`send-mark send-mark--${state}`} title={words}>
      <Icon name={icon} size={14} />
      <span className="hidden">{words}</span>
    </span>
  );
}

const REACHES: Record<Reach, { icon: IconName; words: string }> = {
  sent: { icon: 'check', words: 'Sent' },
  delivered: { icon: 'checks', words: 'Delivered' },
  read: { icon: 'eye', words: 'Read' },
};

/** How far a message of mine has come with the other side; nothing where that is not told. */
export function ReachMark({ seq }: { seq: number }) {
  const marks = useReach();
  if (!marks) {
    return null;
  }
  const reach = reachOf(marks, seq);
  const { icon, words } = REACHES[reach];
  return (
    <span className={`reach-mark reach-mark--${reach}`} title={words}>
      <Icon name={icon} size={14} />
      <span className="hidden">{words}</span>
    </span>
  );
}

/** Why a message was not sent, and what one can do about it. */
export function SendFailure({ bubble, onRetry, onDiscard }: { bubble: Bubble } & SendActions) {
  return (
    <p className="bubble__failure" role="alert">
      <span>{bubble.sending?.problem ?? 'Not sent.'}</span>
      <button
        type="button"
        className="link"
        onClick={() => {
          onRetry(bubble.key);
        }}
      >
        Try again
      </button>
      <button
        type="button"
        className="link"
        onClick={() => {
          onDiscard(bubble.key);
        }}
      >
        Discard
      </button>
    </p>
  );
}
