import { isolated } from '../../lib/text/bidi';
import { IconButton } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { useRoomScope, type Reply } from './roomIntent';

/** Above the composer: what is replied to. */
export function ReplyBar({ reply }: { reply: Reply }) {
  const { intent } = useRoomScope();
  return (
    <div className="reply-bar">
      <Icon name="reply" size={18} />
      <p className="quote">
        <bdi className="quote__author">{`Reply to ${isolated(reply.author)}`}</bdi>
        <span className="quote__text" dir="auto">
          {reply.excerpt}
        </span>
      </p>
      <IconButton
        icon="close"
        label="Do not reply"
        onClick={() => {
          intent.replyingTo.set(undefined);
        }}
      />
    </div>
  );
}
