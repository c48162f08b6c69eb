import type { EmojiCount, FoldedMessage } from '../../lib/model/fold';
import { rightsOn } from '../../lib/model/rights';
import { isolated } from '../../lib/text/bidi';
import { emojiName } from '../../lib/text/emojiList';
import { Icon } from '../../lib/ui/Icon';
import { reactionTo, useRoomScope } from './roomIntent';

const MOST_NAMES = 20;

/** What people have said with an emoji; a click joins them, or takes one's own back. */
export function ReactionBar({ message }: { message: FoldedMessage }) {
  const { intent, rights, myId, act } = useRoomScope();
  const mayReact = rightsOn(message, rights, myId).react;
  if (message.reactions.length === 0) {
    return null;
  }
  return (
    <ul className="reactions" aria-label="Reactions">
      {message.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <ReactionButton
            reaction={reaction}
            myId={myId}
            disabled={!mayReact}
            onClick={() => {
              act(reactionTo(message, reaction.emoji, myId));
            }}
          />
        </li>
      ))}
      {mayReact && (
        <li>
          <button
            type="button"
            className="reaction reaction--add"
            aria-label="Add a reaction"
            title="Add a reaction"
            onClick={({ currentTarget }) => {
              const { left: x, bottom: y } = currentTarget.getBoundingClientRect();
              intent.menu.set({ message, at: { x, y }, shows: 'emoji' });
            }}
          >
            <Icon name="smile" size={15} />
          </button>
        </li>
      )}
    </ul>
  );
}

function ReactionButton({
  reaction: { emoji, people },
  myId,
  disabled,
  onClick,
}: {
  reaction: EmojiCount;
  myId: string;
  disabled: boolean;
  onClick: () => void;
}) {
  const isMine = people.some(({ userId }) => userId === myId);
  const names = `${namesOf(people, myId)}: ${emojiName(emoji)}`;
  return (
    <button
      type="button"
      className={isMine ? 'reaction reaction--mine' : 'reaction'}
      aria-pressed={isMine}
      aria-label={`${emojiName(emoji)}, ${people.length}. ${names}`}
      title={names}
      disabled={disabled}
      onClick={onClick}
    >
      <span aria-hidden="true">{emoji}</span>
      <span className="reaction__count">{people.length}</span>
    </button>
  );
}

/** "You, Ben and 3 others" */
export function namesOf(people: EmojiCount['people'], myId: string): string {
  const isMe = ({ userId }: { userId: string }) => userId === myId;
  const inOrder = [...people.filter(isMe), ...people.filter((each) => !isMe(each))];
  const names = inOrder
    .slice(0, MOST_NAMES)
    .map((each) => (isMe(each) ? 'You' : isolated(each.name)));
  const more = people.length - names.length;
  const all = more > 0 ? [...names, `${more} ${more === 1 ? 'other' : 'others'}`] : names;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}
