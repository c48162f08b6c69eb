import { DecodeError, asObject } from '../model/json';
import { decodeProblem, wordsFor, type Problem, type RefusedField } from '../model/problems';
import { SignedOutError, decodeGrant, type Grant } from './tokens';

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
}

/** Calls with the caller's access token, which is renewed when it is refused. */
export interface AccessTokens {
  access(refused?: string): Promise<string>;
}

const BASE = './api/v1';
const PATIENCE_MS = 20_000;
const REFRESH_PATIENCE_MS = 4_000;

export const nothing = (): undefined => undefined;

export class Api {
  readonly #tokens: AccessTokens;
  readonly #base: string;

  constructor(tokens: AccessTokens, base = BASE) {
    this.#tokens = tokens;
    this.#base = base;
  }

  async call<T>(call: Call<T>): Promise<T> {
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

/** The calls that need nobody to be signed in. */
export class AccountApi {
  readonly #base: string;

  constructor(base = BASE) {
    this.#base = base;
  }

  async register(username: string, password: string, displayName: string): Promise<void> {
    const body = { username, password, ...(displayName !== '' && { displayName }) };
    await this.#post('/auth/register', body, nothing);
  }

  login(username: string, password: string): Promise<Grant> {
    return this.#post('/auth/login', { username, password }, decodeGrant);
  }

  /** Rejects with SignedOutError where the token is refused, with NoAnswerError where a try can help. */
  async refresh(refreshToken: string): Promise<Grant> {
    const ask = () =>
      this.#post('/auth/refresh', { refreshToken }, decodeGrant, REFRESH_PATIENCE_MS);
    try {
      // The answer may be lost and the token spent: the server repeats it for a few seconds only
      return await ask().catch((error: unknown) => {
        if (error instanceof NoAnswerError) {
          return ask();
        }
        throw error;
      });
    } catch (error) {
      if (error instanceof ApiError && isFinal(error.problem.status)) {
        throw new SignedOutError();
      }
      throw error;
    }
  }

  logout(refreshToken: string): Promise<undefined> {
    return this.#post('/auth/logout', { refreshToken }, nothing);
  }

  async #post<T>(
    path: string,
    body: unknown,
    decode: (value: unknown) => T,
    patienceMs = PATIENCE_MS,
  ): Promise<T> {
    const call = { method: 'POST', path, body, decode, patienceMs } as const;
    return answer(await send(this.#base, call), call);
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

async function send<T>(base: string, call: Call<T>, token?: string): Promise<Response> {
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
      credentials: 'omit',
    });
  } catch (error) {
    if (call.signal?.aborted) {
      throw error;
    }
    throw new NoAnswerError();
  }
}

async function answer<T>(response: Response, call: Call<T>): Promise<T> {
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
    return decodeProblem(asObject(await jsonOf(response)));
  } catch (error) {
    if (error instanceof DecodeError || error instanceof SyntaxError) {
      const code = response.status >= 500 ? 'unavailable' : 'unknown';
      return { code, status: response.status, title: '', fields: [] };
    }
    throw error;
  }
}

function isFinal(status: number): boolean {
  return status === 400 || status === 401 || status === 403 || status === 422;
}
