import { DecodeError, optionalCount, parseObject } from './json';

const SUBSCRIPTIONS = 200;

/** How many subscriptions a session may have, as the header `x-limits` tells; else the usual number. */
export function subscriptionsIn(header: string | undefined): number {
  try {
    return optionalCount(parseObject(header ?? '{}'), 'subscriptions') ?? SUBSCRIPTIONS;
  } catch (error) {
    if (error instanceof DecodeError) {
      return SUBSCRIPTIONS;
    }
    throw error;
  }
}
