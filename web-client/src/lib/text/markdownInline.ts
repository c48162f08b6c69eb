import { linkify } from './linkify';

/** A run of text within a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  /** A part of the text that was marked before, by its place among those. */
  | { readonly kind: 'stretch'; readonly index: number; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] };

/** What means something in a kind of text. */
export interface InlineFlavour {
  /** `marked`: those with brackets; `all`: every address of http and https too. */
  readonly links: 'marked' | 'all';
  /** Whether code may go on in the next line. */
  readonly codeOverLines: boolean;
}

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
export function inlineOf(text: string, flavour: InlineFlavour): Inline[] {
  return new Scanner(text, flavour).run();
}

class Scanner {
  readonly #text: string;
  readonly #flavour: InlineFlavour;
  readonly #backticks: Backticks;
  readonly #bracket: Ahead;
  readonly #newline: Ahead;
  readonly #targetEnd: Ahead;
  readonly #closings: ReadonlyMap<string, Ahead>;

  /** Addresses, by where they begin. */
  readonly #addresses: ReadonlyMap<number, Found>;

  constructor(text: string, flavour: InlineFlavour) {
    this.#text = text;
    this.#flavour = flavour;
    this.#addresses = flavour.links === 'all' ? addressesIn(text) : new Map();
    this.#backticks = new Backticks(text);
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
    const address = this.#addresses.get(at);
    if (address) {
      return address;
    }
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

  /** Ends where as many backticks stand as it begins with. */
  #code(at: number): Found | undefined {
    const length = this.#backticks.lengthAt(at);
    const start = at + length;
    const end = this.#backticks.next(length, start);
    const newline = this.#flavour.codeOverLines ? -1 : this.#newline.from(start);
    if (end < 0 || (newline >= 0 && newline < end)) {
      return undefined;
    }
    return {
      inline: { kind: 'code', text: unpadded(this.#text.slice(start, end)) },
      end: end + length,
    };
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
    const label = this.#text.slice(at + 1, labelEnd);
    const children = inlineOf(label, { ...this.#flavour, links: 'marked' });
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
          const children = inlineOf(this.#text.slice(start, close), this.#flavour);
          return { inline: { kind, children }, end: close + mark.length };
        }
      }
    }
    return undefined;
  }
}

function addressesIn(text: string): Map<number, Found> {
  const found = new Map<number, Found>();
  let at = 0;
  for (const { text: shown, href } of linkify(text)) {
    const end = at + shown.length;
    if (href !== undefined) {
      found.set(at, {
        inline: { kind: 'link', href, children: [{ kind: 'text', text: shown }] },
        end,
      });
    }
    at = end;
  }
  return found;
}

/** The runs of backticks of a text; asked for ever later places. */
class Backticks {
  readonly #lengths = new Map<number, number>();
  readonly #byLength = new Map<number, number[]>();

  constructor(text: string) {
    for (const { 0: run, index } of text.matchAll(/`+/g)) {
      this.#lengths.set(index, run.length);
      const alike = this.#byLength.get(run.length) ?? [];
      this.#byLength.set(run.length, alike);
      alike.push(index);
    }
    // The next one is at the end, where taking it off costs nothing
    this.#byLength.forEach((alike) => alike.reverse());
  }

  /** 0 within a run. */
  lengthAt(at: number): number {
    return this.#lengths.get(at) ?? 0;
  }

  /** The first run of a length from a place on; -1 where there is none. */
  next(length: number, from: number): number {
    const alike = this.#byLength.get(length) ?? [];
    while ((alike.at(-1) ?? from) < from) {
      alike.pop();
    }
    return alike.at(-1) ?? -1;
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

/** A space at each end keeps backticks of the code apart from those around it. */
function unpadded(code: string): string {
  const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
  return isPadded ? code.slice(1, -1) : code;
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
