import { DecodeError, optionalCount, parseObject } from './json';
import { windowsIn, type Windows } from './roomSettings';

const SUBSCRIPTIONS = 200;

/** What the server tells a session of what it takes, in the header `x-limits`. */
export interface Limits {
  /** How many subscriptions a session may have. */
  readonly subscriptions: number;
  /** Whether messages can mention people and stand in threads: servers of before drop both. */
  readonly takesMentions: boolean;
  /** For how long words may be changed where a room says nothing else. */
  readonly windows: Windows;
}

/** What is not told is as usual. */
export function limitsIn(header: string | undefined): Limits {
  try {
    const from = parseObject(header ?? '{}');
    return {
      subscriptions: optionalCount(from, 'subscriptions') ?? SUBSCRIPTIONS,
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
