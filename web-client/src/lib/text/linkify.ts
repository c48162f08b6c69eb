/** A piece of a message: plain text, or a link to show under its own text. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

/**
 * An address ends at white space, at what sets text apart from it, and at the punctuation of scripts
 * that write without spaces; nobody writes those unescaped within an address.
 */
const CANDIDATE =
  /\bhttps?:\/\/[^\s<>"`“”„«»‹›…。，、；：！？（）［］｛｝「」『』《》〈〉【】〔〕\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufdd0\ufdd1]+/gi;

/** At its end they belong to the sentence. */
const SENTENCE = new Set(".,;:!?'’‘*_~");
const OPENING: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** Finds http and https links; nothing else ever becomes one. Takes time in proportion to the text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const link = withoutTail(match[0]);
    const href = httpUrl(link);
    if (href !== undefined) {
      push(pieces, text.slice(end, match.index));
      pieces.push({ text: link, href });
      end = match.index + link.length;
    }
  }
  push(pieces, text.slice(end));
  return pieces;
}

/** The address if it is one of http or https. */
export function httpUrl(address: string): string | undefined {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A full stop or a bracket after a link belongs to the sentence, unless the link opened it. */
function withoutTail(link: string): string {
  const counts = counted(link);
  let end = link.length;
  for (; end > 0; end--) {
    const last = link.charAt(end - 1);
    const opening = OPENING.get(last);
    const closesOwn = opening !== undefined && of(counts, opening) >= of(counts, last);
    if (closesOwn || (opening === undefined && !SENTENCE.has(last))) {
      break;
    }
    counts.set(last, of(counts, last) - 1);
  }
  return link.slice(0, end);
}

function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const char of text) {
    counts.set(char, of(counts, char) + 1);
  }
  return counts;
}

function of(counts: ReadonlyMap<string, number>, char: string): number {
  return counts.get(char) ?? 0;
}

function push(pieces: Piece[], text: string): void {
  if (text !== '') {
    pieces.push({ text });
  }
}
