import type { FoldedMessage } from './fold';
import { decodeFolded } from './foldedMessage';
import { asObject, text } from './json';

/** A message that mentions me, as it is now. */
export interface MyMention {
  readonly roomId: string;
  readonly message: FoldedMessage;
}

export function decodeMyMention(value: unknown): MyMention {
  const from = asObject(value);
  return { roomId: text(from, 'roomId'), message: decodeFolded(from['message']) };
}
