import { useMemo, useState } from 'react';
import { clipped } from '../text/clip';
import { linkify, type Piece } from '../text/linkify';

/** Text of a person: text nodes only, and links to http and https. */
export function RichText({ text }: { text: string }) {
  const pieces = useMemo(() => linkify(text), [text]);
  return <Pieces pieces={pieces} />;
}

/** The same as a paragraph, of which only the beginning is shown where it would fill the screen. */
export function ClippedText({ text }: { text: string }) {
  const pieces = useMemo(() => linkify(text), [text]);
  const short = useMemo(() => clipped(pieces), [pieces]);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <p className="bubble__text">
        <Pieces pieces={isOpen ? pieces : short.pieces} />
      </p>
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

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) =>
    piece.href === undefined ? (
      piece.text
    ) : (
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ),
  );
}
