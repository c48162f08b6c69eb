import { excerptOf } from '../../lib/text/clip';
import { useRoomScope } from './roomIntent';
import type { Quote } from './timeline';
import { useQuoted } from './useQuoted';

/** What a reply answers; goes there on a click. */
export function QuoteView({ quote: known }: { quote: Quote }) {
  const { intent, roomId } = useRoomScope();
  const quote = useQuoted(roomId, known);
  const { seq, author, text } = quote;
  const content = (
    <>
      <span className="hidden">In reply to </span>
      {author !== undefined && <bdi className="quote__author">{author}</bdi>}
      <span className="quote__text" dir="auto">
        {wordsOf(quote)}
      </span>
    </>
  );
  if (seq === undefined || (author !== undefined && text === undefined)) {
    return <span className="quote">{content}</span>;
  }
  return (
    <button
      type="button"
      className="quote"
      onClick={() => {
        intent.jump.set({ seq });
      }}
    >
      {content}
    </button>
  );
}

function wordsOf({ author, text }: Quote): string {
  if (text !== undefined) {
    return excerptOf(text);
  }
  return author === undefined ? 'An earlier message' : 'This message was deleted.';
}
