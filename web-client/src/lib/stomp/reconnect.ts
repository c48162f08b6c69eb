import type { Problem } from '../model/problems';
import { backoffMs } from '../time/backoff';

/** Close codes of the server; every proxy lets this range pass. `lost` is the browser's own. */
export const CLOSE = {
  lost: 1006,
  tokenExpired: 4001,
  revoked: 4003,
  slowConsumer: 4008,
  protocolError: 4009,
  draining: 4012,
  overloaded: 4013,
  policyStale: 4014,
} as const;

const WISH = /^retryAfterMs=(\d{1,6})$/;

/** How long to stay away, where the reason of a close says so. */
export function wishIn(reason: string): number | undefined {
  const wish = WISH.exec(reason)?.[1];
  return wish === undefined ? undefined : Number(wish);
}

/** Why a session ended, as far as it is known. */
export interface Ending {
  readonly code: number;
  /** The ERROR frame before the close. */
  readonly problem?: Problem;
  /** A wish of the server, from a notice of this session or the reason of its close. */
  readonly retryAfterMs?: number;
}

export type Next =
  | { readonly action: 'retry'; readonly delayMs: number; readonly freshToken: boolean }
  | { readonly action: 'stop'; readonly why: 'revoked' | 'protocol' };

const PROTOCOL_ERRORS = new Set(['frame.malformed', 'frame.too.large', 'protocol.unsupported']);
const TOKEN_ERRORS = new Set(['auth.missing', 'auth.invalid', 'auth.expired']);

/**
 * What to do after a session ended. Codes 4003 and 4009 are final; all else is tried again, with
 * full jitter. Without a code of its own the ERROR frame decides.
 */
export function afterClose(ending: Ending, attempt: number, random: () => number): Next {
  const problem = ending.problem?.code ?? '';
  if (ending.code === CLOSE.revoked || problem === 'auth.revoked') {
    return { action: 'stop', why: 'revoked' };
  }
  if (ending.code === CLOSE.protocolError || PROTOCOL_ERRORS.has(problem)) {
    return { action: 'stop', why: 'protocol' };
  }
  return {
    action: 'retry',
    delayMs: backoffMs(attempt, random, ending.problem?.retryAfterMs ?? ending.retryAfterMs),
    freshToken: ending.code === CLOSE.tokenExpired || TOKEN_ERRORS.has(problem),
  };
}
