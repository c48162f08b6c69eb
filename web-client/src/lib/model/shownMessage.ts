import { decodeActor, time, type Actor, type Target } from './events';
import { asObject, count, list, optionalText, text } from './json';

/** A message as the server folds it: what is needed to show it without its events. */
export interface ShownMessage extends Target {
  readonly author: Actor;
  readonly at: number;
  /** Absent where it is deleted. */
  readonly text?: string;
}

export function decodeShownMessage(value: unknown): ShownMessage {
  const from = asObject(value);
  const words = optionalText(from, 'text');
  return {
    seq: count(from, 'seq'),
    messageId: text(from, 'messageId'),
    author: decodeActor(from['actor']),
    at: time(text(from, 'at')),
    ...(words !== undefined && { text: words }),
  };
}

/** What is pinned in a room. */
export function decodePins(value: unknown): readonly ShownMessage[] {
  return list(asObject(value)['items'], decodeShownMessage);
}
