import type { SendState } from '../../lib/stomp/outbox';
import { Icon, type IconName } from '../../lib/ui/Icon';
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
