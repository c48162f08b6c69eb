/** A run of text within a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] };

interface Found {
  readonly inline: Inline;
  /** Where the text goes on. */
  readonly end: number;
}

/** The longer mark first: it would be read as two of the shorter ones. */
const MARKS = ['**', '__', '*', '_'] as const;
const TARGET = /\((?:https?:\/\/|mailto:)(?=[^\s)])/y;

/**
 * Emphasis, code and links. Takes time in proportion to the text, whatever is written: what is looked
 * for ahead is remembered, and a mark does not nest within itself.
 */
export function inlineOf(text: string): Inline[] {
  return new Scanner(text).run();
}

class Scanner {
  readonly #text: string;
  readonly #backtick: Ahead;
  readonly #bracket: Ahead;
  readonly #newline: Ahead;
  readonly #targetEnd: Ahead;
  readonly #closings: ReadonlyMap<string, Ahead>;

  constructor(text: string) {
    this.#text = text;
    this.#backtick = new Ahead((from) => text.indexOf('`', from));
    this.#bracket = new Ahead((from) => text.indexOf(']', from));
    this.#newline = new Ahead((from) => text.indexOf('\n', from));
    this.#targetEnd = new Ahead((from) => indexOfMatch(text, /[\s)]/g, from));
    this.#closings = new Map(
      MARKS.map((mark) => [mark, new Ahead((from) => closingOf(text, mark, from))]),
    );
  }

  run(): Inline[] {
    const inlines: Inline[] = [];
    let shown = 0;
    for (let at = 0; at < this.#text.length;) {
      const found = this.#at(at);
      if (found) {
        pushText(inlines, this.#text.slice(shown, at));
        inlines.push(found.inline);
        shown = found.end;
      }
      at = found?.end ?? at + 1;
    }
    pushText(inlines, this.#text.slice(shown));
    return inlines;
  }

  #at(at: number): Found | undefined {
    switch (this.#text.charAt(at)) {
      case '`':
        return this.#code(at);
      case '[':
        return this.#link(at);
      case '*':
      case '_':
        return this.#emphasis(at);
      default:
        return undefined;
    }
  }

  #code(at: number): Found | undefined {
    const end = this.#backtick.from(at + 1);
    return end > at + 1
      ? { inline: { kind: 'code', text: this.#text.slice(at + 1, end) }, end: end + 1 }
      : undefined;
  }

  #link(at: number): Found | undefined {
    const labelEnd = this.#bracket.from(at + 1);
    TARGET.lastIndex = labelEnd + 1;
    if (labelEnd <= at + 1 || !TARGET.test(this.#text)) {
      return undefined;
    }
    const end = this.#targetEnd.from(TARGET.lastIndex);
    if (this.#text.charAt(end) !== ')') {
      return undefined;
    }
    const children = inlineOf(this.#text.slice(at + 1, labelEnd));
    const href = this.#text.slice(labelEnd + 2, end);
    return { inline: { kind: 'link', href, children }, end: end + 1 };
  }

  #emphasis(at: number): Found | undefined {
    for (const mark of MARKS) {
      const start = at + mark.length;
      if (this.#text.startsWith(mark, at) && opens(this.#text, mark, at)) {
        const close = this.#closings.get(mark)?.from(start + 1) ?? -1;
        const newline = this.#newline.from(start);
        if (close > 0 && (newline < 0 || close < newline)) {
          const kind = mark.length === 2 ? 'strong' : 'em';
          const children = inlineOf(this.#text.slice(start, close));
          return { inline: { kind, children }, end: close + mark.length };
        }
      }
    }
    return undefined;
  }
}

/** Looks for something further on, and remembers where it was; asked for ever later places. */
class Ahead {
  readonly #find: (from: number) => number;
  #found: number | undefined;

  constructor(find: (from: number) => number) {
    this.#find = find;
  }

  /** The first place from here on; -1 where there is none. */
  from(at: number): number {
    if (this.#found === undefined || (this.#found >= 0 && this.#found < at)) {
      this.#found = this.#find(at);
    }
    return this.#found;
  }
}

function opens(text: string, mark: string, at: number): boolean {
  const isInWord = mark === '_' && isWord(text.charAt(at - 1));
  return !isInWord && isSolid(text.charAt(at + mark.length));
}

/** The first place from here on where a mark can close what it opened. */
function closingOf(text: string, mark: string, from: number): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    const isInWord = mark === '_' && isWord(text.charAt(at + 1));
    if (!isInWord && isSolid(text.charAt(at - 1))) {
      return at;
    }
  }
  return -1;
}

function isSolid(char: string): boolean {
  return char !== '' && !/\s/.test(char);
}

function isWord(char: string): boolean {
  return /\w/.test(char);
}

function indexOfMatch(text: string, what: RegExp, from: number): number {
  what.lastIndex = from;
  return what.exec(text)?.index ?? -1;
}

function pushText(into: Inline[], text: string): void {
  if (text !== '') {
    into.push({ kind: 'text', text });
  }
}
