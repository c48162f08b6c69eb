import { useMemo, useState } from 'react';
import { clipped } from '../text/clip';
import { linkify } from '../text/linkify';
import { parseMessage } from '../text/markdown';
import { blockNode, inlineNode } from './Markdown';

/**
 * Text of a person, with what they mark in it; of a long one only the beginning, until one asks for
 * the rest. What they write becomes text and links to http and https, nothing else.
 */
export function MessageText({ text }: { text: string }) {
  const short = useMemo(() => clipped(linkify(text)), [text]);
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? text : short.pieces.map((piece) => piece.text).join('');
  return (
    <>
      <Blocks text={shown} />
      {short.isCut && (
        <button
          type="button"
          className="link bubble__more"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {isOpen ? 'Show less' : 'Show more'}
        </button>
      )}
    </>
  );
}

/** A message that is one paragraph flows around what stands at its end. */
function Blocks({ text }: { text: string }) {
  const blocks = useMemo(() => parseMessage(text), [text]);
  const [first] = blocks;
  return blocks.length === 1 && first?.kind === 'paragraph' ? (
    <p className="bubble__text">{first.children.map(inlineNode)}</p>
  ) : (
    <div className="bubble__text bubble__text--blocks">{blocks.map(blockNode)}</div>
  );
}
