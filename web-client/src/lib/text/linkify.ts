/** A piece of a message: plain text, or a link to show under its own text. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`]+/gi;

/** Finds http and https links; nothing else ever becomes one. */
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
  let kept = link;
  for (;;) {
    const last = kept.at(-1) ?? '';
    const closesOwn = last === ')' && kept.split('(').length >= kept.split(')').length;
    if (!'.,;:!?)]}*_~'.includes(last) || last === '' || closesOwn) {
      return kept;
    }
    kept = kept.slice(0, -1);
  }
}

function push(pieces: Piece[], text: string): void {
  if (text !== '') {
    pieces.push({ text });
  }
}
