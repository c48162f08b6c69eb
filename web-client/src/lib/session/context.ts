import { createContext, useContext } from 'react';
import type { Api } from '../http/api';
import type { Person } from '../model/people';
import type { Drafts } from '../state/drafts';

/** Who is signed in, and the calls in this person's name. */
export interface Signed {
  readonly me: Person;
  readonly api: Api;
  /** What this person has written and not sent. */
  readonly drafts: Drafts;
  /** Reads anew who this is, after a change of the account. */
  readonly renew: () => Promise<unknown>;
}

export const SignedContext = createContext<Signed | undefined>(undefined);

export function useSigned(): Signed {
  const signed = useContext(SignedContext);
  if (!signed) {
    throw new Error('nobody is signed in here');
  }
  return signed;
}
