import { describe, expect, it } from 'vitest';
import { initials } from '../ui/Avatar';
import { isFewEmoji } from './emoji';
import { isolated } from './bidi';
import { clipped, excerptOf } from './clip';
import { folded } from './fold';
import { linkify } from './linkify';
import { parseMarkdown, parseMessage } from './markdown';

const CHARS = 8_000;
/** What means something to one of the functions, and what one reads as several. */
const SPECIAL = [
  ...Array.from('()[]{}<>*_`~#+-=|\\!&.,;:?\'"/@%$^1a \t\n\r'),
  ...Array.from('“”«»…。，）（’\u00a0\u0301\u200b\u200d\u202e\u2066\u2069\u05d0\u0627İıßς😀👍🏽🇩'),
  '\ud83d',
  '\udc00',
  'http://a ',
  'http://',
  'http://a/',
];
const BESIDE = Array.from('*_`[]()#>- a\n');
/** A millisecond each on a quiet machine; what is quadratic takes seconds. */
const MOST_MS = 250;

const FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
  linkify,
  clipped: (text) => clipped(linkify(text)),
  parseMarkdown,
  parseMessage,
  excerptOf,
  folded,
  isolated,
  initials,
  isFewEmoji,
};

describe.each(Object.entries(FUNCTIONS))('%s', (_name, read) => {
  it.each(SPECIAL)(
    'takes no longer for 8,000 characters of %j and whatever is near it',
    (special) => {
      const slow = textsOf(special)
        .map((text) => ({ text: text.slice(0, 20), millis: cpuMillis(() => read(text)) }))
        .filter(({ millis }) => millis > MOST_MS);

      expect(slow).toEqual([]);
    },
  );
});

/** Repeats of it alone, after what can begin something, before what does not end it, and in pairs. */
function textsOf(special: string): string[] {
  const many = filled(special);
  const beginnings = ['http://a/', '# a', '- a', '> ', '[a](http://', '`', '**a', '😀', 'a'];
  return [
    many,
    ...beginnings.flatMap((beginning) => [beginning + many, `${beginning}${many}b`]),
    ...BESIDE.map((other) => filled(special + other)),
  ];
}

function filled(piece: string): string {
  return piece.repeat(CHARS / piece.length);
}

/** Of this process, so that a busy machine does not count. */
function cpuMillis(action: () => unknown): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
