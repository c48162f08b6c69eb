import { Icon, type IconName } from './Icon';

const HUES = 10;

/** Initials on a colour that is always the same for the same id. */
export function Avatar({
  id,
  name,
  size = 'medium',
}: {
  id: string;
  name: string;
  size?: 'small' | 'medium' | 'large';
}) {
  return (
    <span className={`avatar avatar--${size} avatar--hue${hueOf(id)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function IconAvatar({ id, icon }: { id: string; icon: IconName }) {
  return (
    <span
      className={`avatar avatar--medium avatar--room avatar--hue${hueOf(id)}`}
      aria-hidden="true"
    >
      <Icon name={icon} />
    </span>
  );
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** A flag or a family is one character of several code points; a tower of accents is none. */
const LONGEST_CHARACTER = 16;

/** The first characters of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s._-]+/u);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(firstCharacter);
  return letters.join('').toUpperCase();
}

function firstCharacter(word = ''): string {
  const head = word.slice(0, 2 * LONGEST_CHARACTER);
  const [first] = characters.segment(head);
  const character = first?.segment ?? '';
  return character.length > LONGEST_CHARACTER
    ? String.fromCodePoint(head.codePointAt(0) ?? 0)
    : character;
}

function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) {
    hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  }
  return hash % HUES;
}
