import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useSyncExternalStore,
  type RefObject,
} from 'react';
import { isDndAt } from '../model/dnd';
import type { PersonPresence } from '../model/presence';
import type { MyStatus } from '../model/status';
import { Store } from '../state/store';
import { useStore } from '../state/useStore';
import type { Presence } from './presence';

/** Absent where nothing is live, as in what is shown before anybody has signed in. */
export const PresenceContext = createContext<Presence | undefined>(undefined);

const NOTHING = new Store<undefined>(undefined);

export function usePresence(): Presence | undefined {
  return useContext(PresenceContext);
}

/** Whether the server tells who is there. */
export function useTellsPresence(): boolean {
  const presence = usePresence();
  return useStore<number | undefined>(presence?.feed.most ?? NOTHING) !== undefined;
}

/** What is known of somebody who is watched elsewhere; undefined where they may not be seen. */
export function useShown(id: string | undefined): PersonPresence | undefined {
  const presence = usePresence();
  const read = useCallback(
    () => (id === undefined ? undefined : presence?.shown(id)),
    [presence, id],
  );
  const watch = useCallback(
    (changed: () => void) => presence?.watch(changed) ?? (() => undefined),
    [presence],
  );
  return useSyncExternalStore(watch, read);
}

/** Watches somebody for as long as an element that shows them is on the screen. */
export function useWatched(id: string, element: RefObject<Element | null>): void {
  const presence = usePresence();
  useEffect(() => {
    const shown = element.current;
    if (!presence || !shown) {
      return undefined;
    }
    let leave: (() => void) | undefined;
    const stop = whileOnScreen(shown, (isThere) => {
      if (isThere) {
        leave ??= presence.watched.add(id);
      } else {
        leave?.();
        leave = undefined;
      }
    });
    return () => {
      stop();
      leave?.();
    };
  }, [presence, id, element]);
}

/** Whether I do not want to be disturbed now. */
export function useIsQuiet(): boolean {
  const presence = usePresence();
  const mine = useStore<MyStatus | undefined>(presence?.mine ?? NOTHING);
  const now = useStore<number | undefined>(presence?.now ?? NOTHING);
  return now !== undefined && isDndAt(mine?.dnd, now);
}

type OnScreen = (isThere: boolean) => void;

const onScreen = new WeakMap<Element, OnScreen>();
let observer: IntersectionObserver | undefined;

/** One observer for all: lists have many rows. */
function whileOnScreen(element: Element, told: OnScreen): () => void {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      onScreen.get(target)?.(isIntersecting);
    }
  });
  const shared = observer;
  onScreen.set(element, told);
  shared.observe(element);
  return () => {
    onScreen.delete(element);
    shared.unobserve(element);
  };
}
