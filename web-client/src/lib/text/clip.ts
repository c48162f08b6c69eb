import type { Piece } from './linkify';

/** What is longer is cut, and shown on demand. */
const MOST_CHARS = 2_400;
const MOST_LINES = 24;

export interface Clipped {
  readonly pieces: readonly Piece[];
  readonly isCut: boolean;
}

/** The beginning of a text that would fill the screen. A link is shown whole or not at all. */
export function clipped(pieces: readonly Piece[]): Clipped {
  const shown: Piece[] = [];
  let chars = MOST_CHARS;
  let lines = MOST_LINES;
  for (const piece of pieces) {
    const end = endWithin(piece.text, chars, lines);
    if (end < piece.text.length) {
      const rest = piece.href === undefined ? piece.text.slice(0, end).trimEnd() : '';
      return { pieces: [...shown, { text: `${rest}…` }], isCut: true };
    }
    shown.push(piece);
    chars -= piece.text.length;
    lines -= piece.text.split('\n').length - 1;
  }
  return { pieces: shown, isCut: false };
}

/** Up to where a text has no more than so many characters and lines. */
function endWithin(text: string, chars: number, lines: number): number {
  const end = Math.min(text.length, chars);
  let lineEnd = -1;
  for (let breaks = 0; breaks < lines; breaks++) {
    lineEnd = text.indexOf('\n', lineEnd + 1);
    if (lineEnd < 0 || lineEnd >= end) {
      return atCharacter(text, end);
    }
  }
  return lineEnd;
}

/** Never half a character. */
function atCharacter(text: string, end: number): number {
  const isHalf = end < text.length && /[\udc00-\udfff]/.test(text.charAt(end));
  return isHalf ? end - 1 : end;
}

const MOST_OF_EXCERPT = 140;

/** The beginning of a text in one line. */
export function excerptOf(text: string): string {
  const line = text
    .slice(0, MOST_OF_EXCERPT * 2)
    .replace(/\s+/g, ' ')
    .trim();
  const end = atCharacter(line, Math.min(line.length, MOST_OF_EXCERPT));
  return end < line.length ? `${line.slice(0, end).trimEnd()}…` : line;
}
