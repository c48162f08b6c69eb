import { useCallback, useMemo, useState } from 'react';
import { reaches, type Mention } from '../model/mentions';
import { useSigned } from '../session/context';
import { clipped } from '../text/clip';
import { linkify } from '../text/linkify';
import { parseWithStretches } from '../text/stretches';
import { StretchLook, blockNode, inlineNode } from './Markdown';

/**
 * Text of a person, with what they mark in it; of a long one only the beginning, until one asks for
 * the rest. What they write becomes text and links to http and https, nothing else.
 */
export function MessageText({
  text,
  mentions = NONE,
}: {
  text: string;
  mentions?: readonly Mention[] | undefined;
}) {
  const { me } = useSigned();
  const look = useCallback(
    (index: number) => {
      const mention = mentions[index];
      return mention && reaches(mention, me) ? 'mention mention--me' : 'mention';
    },
    [mentions, me],
  );
  const short = useMemo(() => clipped(linkify(text)), [text]);
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? text : short.pieces.map((piece) => piece.text).join('');
  return (
    <>
      <StretchLook value={look}>
        <Blocks text={shown} mentions={within(mentions, text, shown)} />
      </StretchLook>
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

const NONE: readonly Mention[] = [];

/** Those that stand whole in what is shown of a text. */
function within(mentions: readonly Mention[], text: string, shown: string): readonly Mention[] {
  const isWhole = ({ at, length }: Mention) =>
    shown.slice(at, at + length) === text.slice(at, at + length);
  return mentions.every(isWhole) ? mentions : mentions.filter(isWhole);
}

/** A message that is one paragraph flows around what stands at its end. */
function Blocks({ text, mentions }: { text: string; mentions: readonly Mention[] }) {
  const blocks = useMemo(() => parseWithStretches(text, mentions), [text, mentions]);
  const [first] = blocks;
  return blocks.length === 1 && first?.kind === 'paragraph' ? (
    <p className="bubble__text">{first.children.map(inlineNode)}</p>
  ) : (
    <div className="bubble__text bubble__text--blocks">{blocks.map(blockNode)}</div>
  );
}
