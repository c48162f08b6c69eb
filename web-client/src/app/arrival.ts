import { isHalf, type Half } from '../lib/model/entry';
import { ApiError, messageOf } from '../lib/http/api';
import { Store } from '../lib/state/store';
import type { Services } from './services';

/** Coming back from the company's own sign-in. */
export type Arrival =
  | { readonly state: 'none' | 'busy' }
  | { readonly state: 'half'; readonly half: Half }
  | { readonly state: 'failed'; readonly message: string };

export interface Returned {
  /** To be exchanged for tokens, within 30 s. */
  readonly code?: string;
  readonly failed?: string;
}

const FAILURES: Readonly<Record<string, string>> = {
  denied: 'The sign-in was not allowed there.',
  expired: 'The sign-in took too long. Begin again.',
  refused: 'Your sign-in could not be checked. Begin again, or ask an admin.',
  unavailable: 'The sign-in of your company cannot be reached at the moment.',
};

export function returnedIn(search: string): Returned {
  const query = new URLSearchParams(search);
  const code = query.get('signedIn');
  const failed = query.get('signInFailed');
  return { ...(code !== null && { code }), ...(failed !== null && { failed }) };
}

/** Takes what stands in the address out of it, so that no history, bookmark or referrer keeps it. */
export function arrive(services: Services): Store<Arrival> {
  const { code, failed } = returnedIn(window.location.search);
  const arrival = new Store<Arrival>({ state: 'none' });
  if (code !== undefined || failed !== undefined) {
    window.history.replaceState(null, '', window.location.pathname + window.location.hash);
  }
  if (failed !== undefined) {
    arrival.set({ state: 'failed', message: failureWords(failed) });
  } else if (code !== undefined) {
    arrival.set({ state: 'busy' });
    void exchange(services, code).then(arrival.set.bind(arrival));
  }
  // What went wrong once is no news after a sign-in that worked
  services.tokens.person.watch(() => {
    if (services.tokens.person.get()) {
      arrival.set({ state: 'none' });
    }
  });
  return arrival;
}

export function failureWords(reason: string): string {
  return FAILURES[reason] ?? 'The sign-in did not work. Begin again.';
}

async function exchange({ accounts, tokens }: Services, code: string): Promise<Arrival> {
  try {
    const answer = await accounts.exchange(code);
    if (isHalf(answer)) {
      return { state: 'half', half: answer };
    }
    tokens.signIn(answer);
    return { state: 'none' };
  } catch (error) {
    const over = error instanceof ApiError && error.problem.code === 'auth.invalid';
    return { state: 'failed', message: over ? failureWords('expired') : messageOf(error) };
  }
}
