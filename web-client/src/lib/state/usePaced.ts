import { useMemo, useSyncExternalStore } from 'react';
import type { Watched } from './store';

/**
 * A store for what is costly to draw: a change after a pause is seen at once, of many in a row so many
 * a second, and always the last one.
 */
export class Paced<T> implements Watched<T> {
  readonly #store: Watched<T>;
  readonly #everyMs: number;
  #shown: { readonly value: T } | undefined;
  #shownAt = 0;

  constructor(store: Watched<T>, everyMs: number) {
    this.#store = store;
    this.#everyMs = everyMs;
  }

  readonly get = (): T => (this.#shown ? this.#shown.value : this.#store.get());

  readonly watch = (watcher: () => void): (() => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      this.#shown = { value: this.#store.get() };
      this.#shownAt = Date.now();
      watcher();
    };
    this.#shown = { value: this.#store.get() };
    const stop = this.#store.watch(() => {
      const wait = this.#shownAt + this.#everyMs - Date.now();
      if (wait <= 0 && timer === undefined) {
        show();
      } else {
        timer ??= setTimeout(show, wait);
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
      this.#shown = undefined;
    };
  };
}

/** The value of a store, at most every so many milliseconds another one. */
export function usePaced<T>(store: Watched<T>, everyMs: number): T {
  const paced = useMemo(() => new Paced(store, everyMs), [store, everyMs]);
  return useSyncExternalStore(paced.watch, paced.get);
}
