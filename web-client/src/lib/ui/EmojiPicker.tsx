import { EMOJI, type Emoji } from '../text/emojiList';

/** All emoji to choose from, by what they are for; stands in a menu. */
export function EmojiPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
  return (
    <div className="picker">
      {EMOJI.map(({ title, emoji }) => (
        <div key={title} role="group" aria-label={title}>
          <p className="picker__title" aria-hidden="true">
            {title}
          </p>
          <div className="picker__grid">
            {emoji.map((each) => (
              <EmojiItem key={each.emoji} emoji={each} onChoose={onChoose} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

export function EmojiItem({
  emoji: { emoji, name },
  onChoose,
}: {
  emoji: Emoji;
  onChoose: (emoji: string) => void;
}) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="menu__emoji"
      aria-label={name}
      title={name}
      onClick={() => {
        onChoose(emoji);
      }}
    >
      {emoji}
    </button>
  );
}
