/** A value that can be watched. Fits React's useSyncExternalStore and needs no React. */
export class Store<T> {
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
