import { parseMessage, type Block } from './markdown';
import type { Inline } from './markdownInline';

/** A part of a text, in UTF-16 units. */
export interface Stretch {
  readonly at: number;
  readonly length: number;
}

/**
 * Stand for a stretch while the text is parsed, with its number between them. They are no characters of
 * Unicode, so nobody writes them; linkify ends an address at them.
 */
const OPEN = '\ufdd0';
const CLOSE = '\ufdd1';
const EITHER = /[\ufdd0\ufdd1]/;
const MARK = /\ufdd0(\d+)\ufdd1/g;

/**
 * The blocks of a message with its stretches as inlines of their own, wherever Markdown has put them. In
 * code and in addresses they are text as any other.
 * @param stretches in the order of the text, not overlapping
 */
export function parseWithStretches(text: string, stretches: readonly Stretch[]): Block[] {
  if (stretches.length === 0 || EITHER.test(text)) {
    return parseMessage(text);
  }
  const words = stretches.map(({ at, length }) => text.slice(at, at + length));
  return parseMessage(marked(text, stretches)).map((block) => inBlock(block, words));
}

function marked(text: string, stretches: readonly Stretch[]): string {
  let end = 0;
  const parts = stretches.map(({ at, length }, index) => {
    const before = text.slice(end, at);
    end = at + length;
    return `${before}${OPEN}${index}${CLOSE}`;
  });
  return parts.join('') + text.slice(end);
}

type Words = readonly string[];

function inBlock(block: Block, words: Words): Block {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return { ...block, children: inInlines(block.children, words) };
    case 'code':
      return { ...block, text: restored(block.text, words) };
    case 'quote':
      return { ...block, blocks: block.blocks.map((each) => inBlock(each, words)) };
    case 'list':
      return { ...block, items: block.items.map((item) => inInlines(item, words)) };
    case 'rule':
      return block;
  }
}

function inInlines(inlines: readonly Inline[], words: Words): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    switch (inline.kind) {
      case 'text':
        return inText(inline.text, words);
      case 'code':
        return [{ ...inline, text: restored(inline.text, words) }];
      case 'strong':
      case 'em':
        return [{ ...inline, children: inInlines(inline.children, words) }];
      case 'link':
        return [
          {
            ...inline,
            href: restored(inline.href, words),
            children: inInlines(inline.children, words),
          },
        ];
      case 'stretch':
        return [inline];
    }
  });
}

function inText(text: string, words: Words): Inline[] {
  // What is caught by the pattern stands at the odd places
  return text.split(MARK).flatMap((part, index): Inline[] => {
    if (index % 2 === 1) {
      return [{ kind: 'stretch', index: Number(part), text: words[Number(part)] ?? '' }];
    }
    return part === '' ? [] : [{ kind: 'text', text: part }];
  });
}

function restored(text: string, words: Words): string {
  return text.replace(MARK, (_mark, index: string) => words[Number(index)] ?? '');
}
