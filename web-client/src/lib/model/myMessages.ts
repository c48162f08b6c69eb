import type { FoldedMessage } from './fold';
import { decodeFolded } from './foldedMessage';
import { asObject, optionalCount, text } from './json';

/** A message of one of my rooms, as it is now. */
export interface MyMessage {
  readonly roomId: string;
  readonly message: FoldedMessage;
  /** Of a thread that I follow: what was said in it since I read it, as far as the server counts. */
  readonly unread: number;
}

export function decodeMyMessage(value: unknown): MyMessage {
  const from = asObject(value);
  return {
    roomId: text(from, 'roomId'),
    message: decodeFolded(from['message']),
    unread: optionalCount(from, 'unread') ?? 0,
  };
}
