import { DecodeError, asObject } from '../model/json';
import { decodeProblem, wordsFor, type Problem, type RefusedField } from '../model/problems';

/** The server's refusal. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(wordsFor(problem));
    this.problem = problem;
  }
}

/** No answer: the network or the server is away. */
export class NoAnswerError extends Error {
  constructor() {
    super('The server cannot be reached. Check your connection and try again.');
  }
}

export interface Call<T> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly decode: (value: unknown) => T;
  readonly signal?: AbortSignal;
  readonly patienceMs?: number;
  /** Where a cookie belongs to the call; else none goes along. */
  readonly withCookies?: true;
}

/** Calls with the caller's access token, which is renewed when it is refused. */
export interface AccessTokens {
  access(refused?: string): Promise<string>;
}

export const BASE = './api/v1';
const PATIENCE_MS = 20_000;
const MOST_REPEATS = 3;
const LONGEST_WAIT_MS = 15_000;
/** Many tabs and pages that were told the same time do not come back together. */
const SPREAD_MS = 500;

export const nothing = (): undefined => undefined;

export class Api {
  readonly #tokens: AccessTokens;
  readonly #base: string;

  constructor(tokens: AccessTokens, base = BASE) {
    this.#tokens = tokens;
    this.#base = base;
  }

  /** Reads that come too fast are repeated when the server says; acts are for the person to repeat. */
  async call<T>(call: Call<T>): Promise<T> {
    for (let repeats = 0; ; repeats++) {
      try {
        return await this.#once(call);
      } catch (error) {
        const wait = repeats < MOST_REPEATS ? waitBeforeRepeat(call, error) : undefined;
        if (wait === undefined) {
          throw error;
        }
        await pause(wait, call.signal);
      }
    }
  }

  async #once<T>(call: Call<T>): Promise<T> {
    const token = await this.#tokens.access();
    const response = await send(this.#base, call, token);
    if (response.status !== 401) {
      return answer(response, call);
    }
    return answer(await send(this.#base, call, await this.#tokens.access(token)), call);
  }

  get<T>(path: string, decode: (value: unknown) => T, signal?: AbortSignal): Promise<T> {
    return this.call({ path, decode, ...(signal && { signal }) });
  }
}

/** What was said about one field of a form. */
export function fieldProblem(error: unknown, name: string): string | undefined {
  const fields: readonly RefusedField[] = error instanceof ApiError ? error.problem.fields : [];
  return fields.find((field) => field.name === name)?.message;
}

export function messageOf(error: unknown): string {
  return error instanceof ApiError || error instanceof NoAnswerError
    ? error.message
    : 'Something went wrong. Try again.';
}

export async function send<T>(base: string, call: Call<T>, token?: string): Promise<Response> {
  const timeout = AbortSignal.timeout(call.patienceMs ?? PATIENCE_MS);
  try {
    return await fetch(base + call.path, {
      method: call.method ?? 'GET',
      headers: {
        Accept: 'application/json',
        ...(call.body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...call.headers,
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
      cache: 'no-store',
      credentials: call.withCookies ? 'same-origin' : 'omit',
    });
  } catch (error) {
    if (call.signal?.aborted) {
      throw error;
    }
    throw new NoAnswerError();
  }
}

export async function answer<T>(response: Response, call: Call<T>): Promise<T> {
  if (!response.ok) {
    throw new ApiError(await problemOf(response));
  }
  const body: unknown = response.status === 204 ? undefined : await jsonOf(response);
  return call.decode(body);
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** Proxies answer with pages of their own: then the status is all there is. */
async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem = decodeProblem(asObject(await jsonOf(response)));
    return { ...waitOf(response), ...problem };
  } catch (error) {
    if (error instanceof DecodeError || error instanceof SyntaxError) {
      const { status } = response;
      return { code: codeOf(status), status, title: '', fields: [], ...waitOf(response) };
    }
    throw error;
  }
}

function codeOf(status: number): string {
  if (status === 429) {
    return 'rate.limited';
  }
  return status >= 500 ? 'unavailable' : 'unknown';
}

function waitOf(response: Response): { retryAfterMs?: number } {
  const header = response.headers.get('Retry-After');
  const seconds = header === null ? NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {};
}

function waitBeforeRepeat<T>(call: Call<T>, error: unknown): number | undefined {
  const isRead = (call.method ?? 'GET') === 'GET';
  const wait = error instanceof ApiError ? error.problem.retryAfterMs : undefined;
  return isRead && isTooFast(error) && wait !== undefined && wait <= LONGEST_WAIT_MS
    ? wait + Math.random() * SPREAD_MS
    : undefined;
}

function isTooFast(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'rate.limited';
}

function pause(millis: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, millis);
    signal?.addEventListener('abort', ended, { once: true });
    function done(): void {
      signal?.removeEventListener('abort', ended);
      resolve();
    }
    function ended(): void {
      clearTimeout(timer);
      reject(new DOMException('Aborted', 'AbortError'));
    }
  });
}
