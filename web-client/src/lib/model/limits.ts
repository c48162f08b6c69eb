import { DecodeError, optionalCount, parseObject, type JsonObject } from './json';
import { windowsIn, type Windows } from './roomSettings';

const SUBSCRIPTIONS = 200;

/** What the server tells a session of what it takes, in the header `x-limits`. */
export interface Limits {
  /** How many subscriptions a session may have. */
  readonly subscriptions: number;
  /** Whether messages can mention people and stand in threads: servers of before drop both. */
  readonly takesMentions: boolean;
  /** How often a mark of a room may move; absent where the server keeps no marks. */
  readonly readEveryMs?: number;
  /** How often one tells that one writes; absent where the server does not pass it on. */
  readonly typingEveryMs?: number;
  /** Of how many people one may follow whether they are there; absent where the server does not tell. */
  readonly maxWatched?: number;
  /** For how long words may be changed where a room says nothing else. */
  readonly windows: Windows;
}

/** What is not told is as usual. */
export function limitsIn(header: string | undefined): Limits {
  try {
    const from = parseObject(header ?? '{}');
    return {
      subscriptions: optionalCount(from, 'subscriptions') ?? SUBSCRIPTIONS,
      ...numberIn(from, 'readEveryMs'),
      ...numberIn(from, 'typingEveryMs'),
      ...numberIn(from, 'maxWatched'),
      takesMentions: (optionalCount(from, 'maxMentions') ?? 0) > 0,
      windows: windowsIn(from),
    };
  } catch (error) {
    if (error instanceof DecodeError) {
      return { subscriptions: SUBSCRIPTIONS, takesMentions: false, windows: {} };
    }
    throw error;
  }
}

function numberIn(
  from: JsonObject,
  name: 'readEveryMs' | 'typingEveryMs' | 'maxWatched',
): Partial<Limits> {
  const number = optionalCount(from, name);
  return number === undefined ? {} : { [name]: number };
}
