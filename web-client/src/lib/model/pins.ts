import { decodeActor, time, type Actor, type Target } from './events';
import { asObject, count, list, optionalText, text } from './json';

/** A message that is pinned in a room, as it is now. */
export interface PinnedMessage extends Target {
  readonly author: Actor;
  readonly at: number;
  readonly text: string;
}

/** The list of what is pinned, without what was deleted since. */
export function decodePins(value: unknown): readonly PinnedMessage[] {
  return list(asObject(value)['items'], decodePinned).filter(({ text: words }) => words !== '');
}

function decodePinned(value: unknown): PinnedMessage {
  const from = asObject(value);
  return {
    seq: count(from, 'seq'),
    messageId: text(from, 'messageId'),
    author: decodeActor(from['actor']),
    at: time(text(from, 'at')),
    text: optionalText(from, 'text') ?? '',
  };
}
