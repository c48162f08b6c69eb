import { inlineOf, type Inline, type InlineFlavour } from './markdownInline';

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      /** The first number, where that is not 1. */
      readonly start?: number;
      readonly items: readonly (readonly Inline[])[];
    }
  | { readonly kind: 'rule' };

const DEEPEST_QUOTE = 8;

/** What follows on the line is the language; a backtick in it makes the whole one code within a line. */
const FENCE = /^ {0,3}(?:```(?=[^`]*$)|~~~)/;
const HEADING = /^ {0,3}(#{1,6})(?:\s|$)/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const BULLET = /^ {0,3}[-*+]\s+/;
const NUMBER = /^ {0,3}\d{1,9}[.)]\s+/;
const STARTS = [FENCE, QUOTE, BULLET, NUMBER];
const NEWLINE = /\r\n|\r|\n/;

/** What means something in a kind of text. */
interface Flavour {
  readonly headings: boolean;
  /** Whether an empty line ends a paragraph. */
  readonly paragraphs: boolean;
  readonly inline: InlineFlavour;
}

const POST: Flavour = {
  headings: true,
  paragraphs: true,
  inline: { links: 'marked', codeOverLines: true },
};
/** Nobody writes a message as a document: its lines stay as they are, and addresses are links. */
const MESSAGE: Flavour = {
  headings: false,
  paragraphs: false,
  inline: { links: 'all', codeOverLines: false },
};

/**
 * The Markdown that people write in posts, for the preview while they write. What readers see is the
 * server's rendering; here nothing can become an element that is not in `Block` and `Inline`.
 */
export function parseMarkdown(text: string): Block[] {
  return new Parser(POST).blocks(text.split(NEWLINE), 0);
}

/** The part of it that means something in messages. */
export function parseMessage(text: string): Block[] {
  return new Parser(MESSAGE).blocks(text.split(NEWLINE), 0);
}

class Parser {
  readonly #flavour: Flavour;

  constructor(flavour: Flavour) {
    this.#flavour = flavour;
  }

  blocks(lines: readonly string[], depth: number): Block[] {
    const blocks: Block[] = [];
    let at = 0;
    while (at < lines.length) {
      at += isEmpty(lines[at] ?? '') ? 1 : this.#take(lines, at, depth, blocks);
    }
    return blocks;
  }

  /** Adds the block that starts at a line; answers how many lines it has. */
  #take(lines: readonly string[], at: number, depth: number, into: Block[]): number {
    const line = lines[at] ?? '';
    if (this.#flavour.headings && this.#takeHeading(line, into)) {
      return 1;
    }
    if (FENCE.test(line)) {
      return takeCode(lines, at, into);
    }
    if (QUOTE.test(line) && depth < DEEPEST_QUOTE) {
      const quoted = run(lines, at, (each) => QUOTE.test(each));
      const inner = quoted.map((each) => each.replace(QUOTE, ''));
      into.push({ kind: 'quote', blocks: this.blocks(inner, depth + 1) });
      return quoted.length;
    }
    for (const marker of [BULLET, NUMBER]) {
      if (marker.test(line)) {
        return this.#takeList(lines, at, marker, into);
      }
    }
    return this.#takeParagraph(lines, at, into);
  }

  #takeHeading(line: string, into: Block[]): boolean {
    const heading = HEADING.exec(line);
    if (heading) {
      const level = heading[1]?.length ?? 1;
      const title = withoutClosing(line.slice(heading[0].length));
      into.push({ kind: 'heading', level, children: this.#inline(title) });
    } else if (RULE.test(line)) {
      into.push({ kind: 'rule' });
    } else {
      return false;
    }
    return true;
  }

  #takeList(lines: readonly string[], at: number, marker: RegExp, into: Block[]): number {
    const belongs = (line: string) => marker.test(line) || /^\s{2,}\S/.test(line);
    const taken = run(lines, at, belongs);
    const items: string[] = [];
    for (const line of taken) {
      if (marker.test(line)) {
        items.push(line.replace(marker, ''));
      } else {
        items.push(`${items.pop() ?? ''}\n${line.trim()}`);
      }
    }
    const ordered = marker === NUMBER;
    const start = ordered ? parseInt(lines[at] ?? '', 10) : 1;
    into.push({
      kind: 'list',
      ordered,
      ...(start !== 1 && { start }),
      items: items.map((item) => this.#inline(item)),
    });
    return taken.length;
  }

  #takeParagraph(lines: readonly string[], at: number, into: Block[]): number {
    const { headings, paragraphs } = this.#flavour;
    const starts = headings ? [HEADING, RULE, ...STARTS] : STARTS;
    const belongs = (line: string) =>
      !(paragraphs && isEmpty(line)) && !starts.some((start) => start.test(line));
    const text = [lines[at] ?? '', ...run(lines, at + 1, belongs)];
    const end = text.findLastIndex((line) => !isEmpty(line)) + 1;
    into.push({ kind: 'paragraph', children: this.#inline(text.slice(0, end).join('\n')) });
    return text.length;
  }

  #inline(text: string): Inline[] {
    return inlineOf(text, this.#flavour.inline);
  }
}

function takeCode(lines: readonly string[], at: number, into: Block[]): number {
  const fence = (lines[at] ?? '').trimStart().slice(0, 3);
  const text = run(lines, at + 1, (line) => !line.trimStart().startsWith(fence));
  into.push({ kind: 'code', text: text.join('\n') });
  return text.length + 2;
}

function isEmpty(line: string): boolean {
  return line.trim() === '';
}

function run(lines: readonly string[], from: number, belongs: (line: string) => boolean): string[] {
  let end = from;
  for (let line = lines[end]; line !== undefined && belongs(line); line = lines[end]) {
    end++;
  }
  return lines.slice(from, end);
}

/** `# Title ##` is closed by marks that are not part of it. */
function withoutClosing(title: string): string {
  const trimmed = title.trim();
  let end = trimmed.length;
  while (trimmed.charAt(end - 1) === '#') {
    end--;
  }
  const isClosing = end === 0 || /\s/.test(trimmed.charAt(end - 1));
  return isClosing ? trimmed.slice(0, end).trimEnd() : trimmed;
}
