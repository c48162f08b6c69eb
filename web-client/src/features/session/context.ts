import { createContext, useContext } from 'react';
import type { Registration } from '../../lib/http/accounts';
import type { EntryOptions, Half } from '../../lib/model/entry';

/** How a sign-in went on: in, or a code is asked for. */
export type Step = Half | 'in';

export interface SecondStep {
  /** Shown once, before the person goes in. */
  readonly recoveryCodes: readonly string[];
  readonly enter: () => void;
}

/** Signing in and out, as the pages of this feature need it. */
export interface Door {
  readonly options: (signal: AbortSignal) => Promise<EntryOptions>;
  readonly signIn: (username: string, password: string) => Promise<Step>;
  readonly secondFactor: (mfaToken: string, code: string) => Promise<SecondStep>;
  readonly register: (who: Registration) => Promise<Step>;
  readonly forgotPassword: (username: string) => Promise<void>;
  readonly resetPassword: (token: string, password: string) => Promise<void>;
  readonly signOut: () => void;
}

export const DoorContext = createContext<Door | undefined>(undefined);

export function useDoor(): Door {
  const door = useContext(DoorContext);
  if (!door) {
    throw new Error('there is no way in here');
  }
  return door;
}
