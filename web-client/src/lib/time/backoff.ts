const FIRST_CAP_MS = 500;
const LAST_CAP_MS = 30_000;

/**
 * Full jitter: anything up to a cap that doubles from 0.5 s to 30 s. Thousands of clients that lost
 * the same server come back spread out. A server's own wish is the least that is waited.
 */
export function backoffMs(attempt: number, random: () => number, retryAfterMs = 0): number {
  const cap = Math.min(LAST_CAP_MS, FIRST_CAP_MS * 2 ** Math.min(attempt, 16));
  return Math.round(Math.max(0, retryAfterMs) + random() * cap);
}
