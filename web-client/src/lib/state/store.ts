/** What can be read, and tells when it is another. */
export interface Watched<T> {
  readonly get: () => T;
  readonly watch: (watcher: () => void) => () => void;
}

/** Two values that belong together: who watches them never sees one without the other. */
export function joined<A, B>(a: Watched<A>, b: Watched<B>): Watched<readonly [A, B]> {
  let last: readonly [A, B] = [a.get(), b.get()];
  return {
    get: () => {
      if (!Object.is(last[0], a.get()) || !Object.is(last[1], b.get())) {
        last = [a.get(), b.get()];
      }
      return last;
    },
    watch: (watcher) => {
      const stops = [a.watch(watcher), b.watch(watcher)];
      return () => {
        stops.forEach((stop) => {
          stop();
        });
      };
    },
  };
}

/** A value that can be watched. Fits React's useSyncExternalStore and needs no React. */
export class Store<T> implements Watched<T> {
  #value: T;
  readonly #watchers = new Set<() => void>();

  constructor(initial: T) {
    this.#value = initial;
  }

  readonly get = (): T => this.#value;

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  };

  set(value: T): void {
    if (Object.is(value, this.#value)) {
      return;
    }
    this.#value = value;
    for (const watcher of [...this.#watchers]) {
      watcher();
    }
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }
}
