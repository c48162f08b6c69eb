import type { FoldedMessage } from './fold';
import { decodeFolded } from './foldedMessage';
import { asObject, text } from './json';

/** A message of one of my rooms, as it is now. */
export interface MyMessage {
  readonly roomId: string;
  readonly message: FoldedMessage;
}

export function decodeMyMessage(value: unknown): MyMessage {
  const from = asObject(value);
  return { roomId: text(from, 'roomId'), message: decodeFolded(from['message']) };
}
