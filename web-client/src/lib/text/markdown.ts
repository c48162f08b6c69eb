import { inlineOf, type Inline } from './markdownInline';

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Inline[])[];
    }
  | { readonly kind: 'rule' };

const DEEPEST_QUOTE = 8;

const FENCE = /^ {0,3}(```|~~~)/;
const HEADING = /^ {0,3}(#{1,6})(?:\s|$)/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const BULLET = /^ {0,3}[-*+]\s+/;
const NUMBER = /^ {0,3}\d{1,9}[.)]\s+/;

/**
 * The Markdown that people write in posts, for the preview while they write. What readers see is the
 * server's rendering; here nothing can become an element that is not in `Block` and `Inline`.
 */
export function parseMarkdown(text: string): Block[] {
  return blocksOf(text.split(/\r\n|\r|\n/), 0);
}

function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const taken = line.trim() === '' ? 1 : takeBlock(lines, at, depth, blocks);
    at += taken;
  }
  return blocks;
}

/** Adds the block that starts at a line; answers how many lines it has. */
function takeBlock(lines: readonly string[], at: number, depth: number, into: Block[]): number {
  const line = lines[at] ?? '';
  const heading = HEADING.exec(line);
  if (heading) {
    const level = heading[1]?.length ?? 1;
    const title = withoutClosing(line.slice(heading[0].length));
    into.push({ kind: 'heading', level, children: inlineOf(title) });
    return 1;
  }
  if (RULE.test(line)) {
    into.push({ kind: 'rule' });
    return 1;
  }
  if (FENCE.test(line)) {
    return takeCode(lines, at, into);
  }
  if (QUOTE.test(line) && depth < DEEPEST_QUOTE) {
    const quoted = run(lines, at, (each) => QUOTE.test(each));
    const inner = quoted.map((each) => each.replace(QUOTE, ''));
    into.push({ kind: 'quote', blocks: blocksOf(inner, depth + 1) });
    return quoted.length;
  }
  for (const marker of [BULLET, NUMBER]) {
    if (marker.test(line)) {
      return takeList(lines, at, marker, into);
    }
  }
  const text = [line, ...run(lines, at + 1, isPlain)];
  into.push({ kind: 'paragraph', children: inlineOf(text.join('\n')) });
  return text.length;
}

function takeCode(lines: readonly string[], at: number, into: Block[]): number {
  const fence = FENCE.exec(lines[at] ?? '')?.[1] ?? '```';
  const text = run(lines, at + 1, (line) => !line.trimStart().startsWith(fence));
  into.push({ kind: 'code', text: text.join('\n') });
  return text.length + 2;
}

function takeList(lines: readonly string[], at: number, marker: RegExp, into: Block[]): number {
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
  into.push({ kind: 'list', ordered: marker === NUMBER, items: items.map(inlineOf) });
  return taken.length;
}

function isPlain(line: string): boolean {
  const starts = [HEADING, RULE, FENCE, QUOTE, BULLET, NUMBER];
  return line.trim() !== '' && !starts.some((start) => start.test(line));
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
