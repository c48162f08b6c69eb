import type { Typist } from '../../../lib/model/live';
import type { RoomEvent } from '../../../lib/model/events';
import { isolated } from '../../../lib/text/bidi';
import type { Typing } from './liveState';

/**
 * Who writes now: not I, and nobody whose message has come since that was told.
 * @param thread in which thread of the room; undefined: among its messages
 */
export function typists(
  { users, after }: Typing,
  events: readonly RoomEvent[],
  myId: string,
  thread?: number,
): readonly Typist[] {
  const begin = events.findLastIndex(({ seq }) => seq <= after) + 1;
  const since = events.slice(begin).filter(({ content }) => content.kind === 'message');
  const done = new Set(since.map(({ actor }) => actor.id));
  return users.filter(
    ({ id, threadRoot }) => id !== myId && threadRoot === thread && !done.has(id),
  );
}

/** "Ann is writing…"; empty where nobody does. */
export function typingWords(users: readonly Typist[], more: boolean): string {
  const [first, second] = users.map(({ name }) => isolated(name));
  if (first === undefined) {
    return '';
  }
  if (users.length > 2 || more) {
    return 'Several people are writing…';
  }
  return second === undefined ? `${first} is writing…` : `${first} and ${second} are writing…`;
}
