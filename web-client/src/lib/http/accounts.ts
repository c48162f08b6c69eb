import {
  decodeGrantWithCodes,
  decodeLogin,
  decodeOptions,
  type EntryOptions,
  type Finished,
  type Half,
} from '../model/entry';
import { decodeGrant, type Grant } from '../model/grant';
import { endedWords, type Problem } from '../model/problems';
import { ApiError, BASE, answer, nothing, send, type Call } from './api';
import { SignedOutError } from './tokens';

const PATIENCE_MS = 20_000;
const REFRESH_PATIENCE_MS = 4_000;

export interface Registration {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly invitation: string;
}

/** The calls that need nobody to be signed in. */
export class AccountApi {
  readonly #base: string;

  constructor(base = BASE) {
    this.#base = base;
  }

  /** Which ways in there are. */
  options(signal?: AbortSignal): Promise<EntryOptions> {
    const path = '/auth/options';
    return this.#send({ path, decode: decodeOptions, ...(signal && { signal }) });
  }

  async register(who: Registration): Promise<void> {
    const { username, password, displayName, invitation } = who;
    const body = {
      username,
      password,
      ...(displayName !== '' && { displayName }),
      ...(invitation !== '' && { invitation }),
    };
    await this.#post('/auth/register', body, nothing);
  }

  login(username: string, password: string): Promise<Grant | Half> {
    return this.#post('/auth/login', { username, password }, decodeLogin);
  }

  /** The second step of a login; `code` is of the app, or a recovery code. */
  secondFactor(mfaToken: string, code: string): Promise<Finished> {
    return this.#post('/auth/login/second-factor', { mfaToken, code }, decodeGrantWithCodes);
  }

  /** What the identity provider sent the browser back with; a cookie tells that it is this browser. */
  exchange(code: string): Promise<Grant | Half> {
    const path = '/auth/oidc/token';
    const call = { method: 'POST', path, body: { code }, decode: decodeLogin } as const;
    return this.#send({ ...call, withCookies: true });
  }

  forgotPassword(username: string): Promise<undefined> {
    return this.#post('/auth/password/forgot', { username }, nothing);
  }

  resetPassword(token: string, password: string): Promise<undefined> {
    return this.#post('/auth/password/reset', { token, password }, nothing);
  }

  /** Rejects with SignedOutError where the token is refused, with NoAnswerError where a try can help. */
  async refresh(refreshToken: string): Promise<Grant> {
    try {
      return await this.#post('/auth/refresh', { refreshToken }, decodeGrant, REFRESH_PATIENCE_MS);
    } catch (error) {
      if (error instanceof ApiError && isFinal(error.problem)) {
        throw new SignedOutError(endedWords(error.problem));
      }
      throw error;
    }
  }

  logout(refreshToken: string): Promise<undefined> {
    return this.#post('/auth/logout', { refreshToken }, nothing);
  }

  #post<T>(
    path: string,
    body: unknown,
    decode: (value: unknown) => T,
    patienceMs = PATIENCE_MS,
  ): Promise<T> {
    return this.#send({ method: 'POST', path, body, decode, patienceMs });
  }

  async #send<T>(call: Call<T>): Promise<T> {
    return answer(await send(this.#base, call), call);
  }
}

function isFinal({ status }: Problem): boolean {
  return status === 400 || status === 401 || status === 403 || status === 422;
}
