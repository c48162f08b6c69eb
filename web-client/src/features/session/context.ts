import { createContext, useContext } from 'react';

/** Signing in and out, as the pages of this feature need it. */
export interface Door {
  readonly signIn: (username: string, password: string) => Promise<void>;
  readonly register: (username: string, password: string, displayName: string) => Promise<void>;
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
