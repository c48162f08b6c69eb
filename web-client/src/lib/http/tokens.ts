import { decodeGrant, type Grant } from '../model/grant';
import { DecodeError, asObject, optionalText, text } from '../model/json';
import { decodePerson, type Person } from '../model/people';
import { keepJson, keptJson, type Keep } from '../state/keep';
import { Store } from '../state/store';
import type { TabChannel } from '../state/tabChannel';
import { backoffMs } from '../time/backoff';
import type { Exclusively } from './exclusive';

/** Nobody is signed in, or the server has ended the session; then the message says so in words. */
export class SignedOutError extends Error {}

export interface TokensOptions {
  readonly keep: Keep;
  readonly exclusively: Exclusively;
  readonly channel: TabChannel;
  /** Rejects with SignedOutError where the server refuses the token for good. */
  readonly refresh: (refreshToken: string) => Promise<Grant>;
  readonly now?: () => number;
  readonly random?: () => number;
}

interface Access {
  readonly token: string;
  readonly expiresAt: number;
}

interface Failure {
  readonly count: number;
  readonly until: number;
  readonly error: Error;
}

/** Refreshed this long before its end; tokens live 5 minutes. */
const AHEAD_MS = 60_000;
/** A refresh that is due this soon is waited for; a later one is refused at once, so that nobody hangs. */
const SHORT_WAIT_MS = 1_500;
/** Less than this is not worth a request that may be on its way for a while. */
const USABLE_MS = 10_000;
const NAME = 'parley.session';

/**
 * The tokens of the person who is signed in, the same in all tabs: the refresh token is in the
 * shared storage, access tokens live in memory only and go from tab to tab. A refresh token works
 * once, so one tab refreshes at a time and the others take what it got.
 */
export class Tokens {
  readonly person: Store<Person | undefined>;
  /** The newest access token, for whoever keeps a session open with it. */
  readonly latest = new Store<string | undefined>(undefined);
  /** Why the last session ended, in words; undefined where the person ended it. */
  readonly ended = new Store<string | undefined>(undefined);
  readonly #options: TokensOptions;
  readonly #now: () => number;
  #access: Access | undefined;
  #pending: Promise<string> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The last refresh had no answer: when the next one may be tried, and what the last one met. */
  #failure: Failure | undefined;

  constructor(options: TokensOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.person = new Store(this.#kept()?.user);
    options.channel.onmessage = (event) => {
      this.#heard(event.data);
    };
  }

  signIn(grant: Grant): void {
    this.#take(grant);
    this.#options.channel.postMessage({ type: 'grant', grant });
  }

  /**
   * Forgets everything here and in the other tabs; answers the refresh token to be revoked.
   * @param why what to say, where the server has ended the session
   */
  signOut(why?: string): string | undefined {
    const refreshToken = this.#kept()?.refreshToken;
    this.#forget(why);
    this.#options.channel.postMessage({ type: 'signed-out', why });
    return refreshToken;
  }

  /** A new access token, because what the last one says of the person has changed. */
  renew(): Promise<string> {
    return this.access(this.#access?.token);
  }

  /** The server has ended the session: it is asked why, and then nobody is signed in here. */
  async revoked(otherwise: string): Promise<void> {
    this.hurry();
    await this.renew().catch(() => undefined);
    if (this.person.get()) {
      this.signOut(otherwise);
    }
  }

  /**
   * An access token that is good for the next seconds.
   * @param refused a token that the server did not take, although it may not have expired
   */
  async access(refused?: string): Promise<string> {
    const access = this.#access;
    if (access && access.token !== refused && access.expiresAt - this.#now() > USABLE_MS) {
      return access.token;
    }
    return this.#renewed(refused);
  }

  /** The network is back, or the person asks: the next refresh is tried at once. */
  hurry(): void {
    this.#failure = this.#failure && { ...this.#failure, until: 0 };
  }

  #renewed(refused: string | undefined): Promise<string> {
    const wait = (this.#failure?.until ?? 0) - this.#now();
    if (this.#failure && this.#pending === undefined && wait > SHORT_WAIT_MS) {
      return Promise.reject(this.#failure.error);
    }
    this.#pending ??= pause(wait)
      .then(() => this.#options.exclusively('refresh', () => this.#renew(refused)))
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }

  async #renew(refused: string | undefined): Promise<string> {
    // Another tab may have been faster while this one waited for its turn
    const access = this.#access;
    if (access && access.token !== refused && access.expiresAt - this.#now() > AHEAD_MS) {
      return access.token;
    }
    const kept = this.#kept();
    if (!kept) {
      this.#forget();
      throw new SignedOutError();
    }
    try {
      const grant = await this.#options.refresh(kept.refreshToken);
      this.signIn(grant);
      return grant.accessToken;
    } catch (error) {
      if (error instanceof SignedOutError) {
        this.signOut(error.message);
      } else {
        this.#failed(error instanceof Error ? error : new Error(String(error)));
      }
      throw error;
    }
  }

  /** During an outage everything that is open asks for a token: one try for all, ever further apart. */
  #failed(error: Error): void {
    const count = (this.#failure?.count ?? 0) + 1;
    const { random = Math.random } = this.#options;
    this.#failure = { count, until: this.#now() + backoffMs(count, random), error };
  }

  #take(grant: Grant): void {
    const expiresAt = this.#now() + grant.expiresIn * 1000;
    keepJson(this.#options.keep, NAME, { user: grant.user, refreshToken: grant.refreshToken });
    this.#access = { token: grant.accessToken, expiresAt };
    this.#failure = undefined;
    if (this.person.get()?.id !== grant.user.id || differs(this.person.get(), grant.user)) {
      this.person.set(grant.user);
    }
    this.ended.set(undefined);
    this.latest.set(grant.accessToken);
    this.#schedule(expiresAt);
  }

  /** Tabs spread over some seconds, so that mostly the first one asks and tells the others. */
  #schedule(expiresAt: number): void {
    const spread = Math.random() * AHEAD_MS * 0.25;
    this.#renewIn(expiresAt - this.#now() - AHEAD_MS + spread);
  }

  #renewIn(millis: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#renewed(undefined).catch(() => {
          if (this.#kept()) {
            this.#renewIn((this.#failure?.until ?? 0) - this.#now());
          }
        });
      },
      Math.max(1_000, millis),
    );
  }

  #heard(message: unknown): void {
    const from = typeof message === 'object' && message !== null ? message : {};
    if ('type' in from && from.type === 'signed-out') {
      this.#forget(optionalText(from, 'why'));
    } else if ('type' in from && from.type === 'grant' && 'grant' in from) {
      this.#take(decodeGrant(from.grant));
    }
  }

  /** Who asked for a token too late does not know why there is none: what was said before stays. */
  #forget(why?: string): void {
    clearTimeout(this.#timer);
    if (why !== undefined && why !== '') {
      this.ended.set(why);
    }
    this.#access = undefined;
    this.#options.keep.removeItem(NAME);
    this.latest.set(undefined);
    this.person.set(undefined);
  }

  #kept(): { user: Person; refreshToken: string } | undefined {
    try {
      const from = asObject(keptJson(this.#options.keep, NAME));
      return { user: decodePerson(from['user']), refreshToken: text(from, 'refreshToken') };
    } catch (error) {
      if (error instanceof DecodeError) {
        return undefined;
      }
      throw error;
    }
  }
}

function pause(millis: number): Promise<void> {
  return millis > 0 ? new Promise((resolve) => setTimeout(resolve, millis)) : Promise.resolve();
}

function differs(known: Person | undefined, now: Person): boolean {
  return known?.displayName !== now.displayName || known.role !== now.role;
}
