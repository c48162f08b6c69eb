import { linkify } from '../text/linkify';

/** Text of a person: text nodes only, and links to http and https. */
export function RichText({ text }: { text: string }) {
  return linkify(text).map((piece, index) =>
    piece.href === undefined ? (
      piece.text
    ) : (
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ),
  );
}
