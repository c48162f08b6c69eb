import { useEffect, useState } from 'react';
import type { FoldedMessage } from '../../lib/model/fold';
import { decodeFolded } from '../../lib/model/foldedMessage';
import { useSigned } from '../../lib/session/context';
import type { Quote } from './timeline';

/** A quote whose message is not loaded, with the words that the server has of it now. */
export function useQuoted(roomId: string, quote: Quote): Quote {
  const { api } = useSigned();
  const { seq, author, changedAt } = quote;
  const [found, setFound] = useState<FoldedMessage>();
  const isMissing = author === undefined && seq !== undefined;
  useEffect(() => {
    if (!isMissing) {
      return undefined;
    }
    let isCurrent = true;
    api.get(`/rooms/${roomId}/messages/${seq}?fold=true`, decodeFolded).then(
      (message) => {
        if (isCurrent) {
          setFound(message);
        }
      },
      // One can still go there, and it may be loaded with what comes before
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [api, roomId, seq, changedAt, isMissing]);
  if (!isMissing || found?.seq !== seq) {
    return quote;
  }
  const { text } = found;
  return { seq, author: found.author.name, ...(text !== undefined && { text }) };
}
