import { createContext, createElement, useContext, useMemo, type ReactNode } from 'react';
import { CodeBlock } from './CodeBlock';
import { parseMarkdown, type Block } from '../text/markdown';
import type { Inline } from '../text/markdownInline';

/** How a stretch looks that was marked before the text was parsed, by its place among those. */
export const StretchLook = createContext<(index: number) => string>(() => '');

function Stretch({ index, text }: { index: number; text: string }) {
  return (
    <bdi className={useContext(StretchLook)(index)} dir="auto">
      {text}
    </bdi>
  );
}

export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return <div className="prose">{blocks.map(blockNode)}</div>;
}

export function blockNode(block: Block, index: number): ReactNode {
  switch (block.kind) {
    case 'heading':
      return createElement(`h${block.level}`, { key: index }, block.children.map(inlineNode));
    case 'paragraph':
      return <p key={index}>{block.children.map(inlineNode)}</p>;
    case 'code':
      return <CodeBlock key={index} text={block.text} />;
    case 'quote':
      return <blockquote key={index}>{block.blocks.map(blockNode)}</blockquote>;
    case 'list':
      return createElement(
        block.ordered ? 'ol' : 'ul',
        { key: index, start: block.start },
        block.items.map((item, at) => <li key={at}>{item.map(inlineNode)}</li>),
      );
    case 'rule':
      return <hr key={index} />;
  }
}

export function inlineNode(inline: Inline, index: number): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code key={index}>{inline.text}</code>;
    case 'stretch':
      return <Stretch key={index} index={inline.index} text={inline.text} />;
    case 'strong':
      return <strong key={index}>{inline.children.map(inlineNode)}</strong>;
    case 'em':
      return <em key={index}>{inline.children.map(inlineNode)}</em>;
    case 'link':
      return (
        <a
          key={index}
          href={inline.href}
          title={inline.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
        >
          {inline.children.map(inlineNode)}
        </a>
      );
  }
}
