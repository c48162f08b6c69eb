/** Text kept by name. `localStorage` and `sessionStorage` are such stores. */
export interface Keep {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
  readonly length: number;
  key(index: number): string | null;
}

/** A store that forgets with the page; stands in where the browser grants no storage. */
export class MemoryKeep implements Keep {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(name: string): string | null {
    return this.#items.get(name) ?? null;
  }

  setItem(name: string, value: string): void {
    this.#items.set(name, value);
  }

  removeItem(name: string): void {
    this.#items.delete(name);
  }
}

/**
 * The browser's storage, and the page's own memory for whatever that does not take: private windows,
 * blocked site data and a full store make it throw, at its first use or at any later one.
 */
export function browserKeep(kind: 'localStorage' | 'sessionStorage'): Keep {
  return KEEPS[kind];
}

/** Never throws. What could not be stored is there for as long as the page is. */
export class GuardedKeep implements Keep {
  readonly #store: () => Keep;
  readonly #memory = new MemoryKeep();

  /** `store` is asked for at each use: the mere access may throw. */
  constructor(store: () => Keep) {
    this.#store = store;
  }

  get length(): number {
    return this.#names().length;
  }

  key(index: number): string | null {
    return this.#names()[index] ?? null;
  }

  getItem(name: string): string | null {
    return this.#memory.getItem(name) ?? this.#try((store) => store.getItem(name)) ?? null;
  }

  setItem(name: string, value: string): void {
    const isStored = this.#try((store) => {
      store.setItem(name, value);
      return true;
    });
    if (isStored) {
      this.#memory.removeItem(name);
    } else {
      this.#memory.setItem(name, value);
    }
  }

  removeItem(name: string): void {
    this.#memory.removeItem(name);
    this.#try((store) => {
      store.removeItem(name);
    });
  }

  #names(): string[] {
    const stored = this.#try((store) =>
      Array.from({ length: store.length }, (_, index) => store.key(index) ?? ''),
    );
    const own = Array.from({ length: this.#memory.length }, (_, at) => this.#memory.key(at) ?? '');
    return [...new Set([...(stored ?? []), ...own])];
  }

  #try<T>(action: (store: Keep) => T): T | undefined {
    try {
      return action(this.#store());
    } catch {
      return undefined;
    }
  }
}

export function keepJson(keep: Keep, name: string, value: unknown): void {
  keep.setItem(name, JSON.stringify(value));
}

export function keptJson(keep: Keep, name: string): unknown {
  const text = keep.getItem(name);
  if (text === null) {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** All names that start with `prefix`. */
export function keptNames(keep: Keep, prefix: string): string[] {
  const names: string[] = [];
  for (let index = 0; index < keep.length; index++) {
    const name = keep.key(index);
    if (name?.startsWith(prefix)) {
      names.push(name);
    }
  }
  return names;
}

/** One of each, so that all who use one share what it could not store. */
const KEEPS = {
  localStorage: new GuardedKeep(() => window.localStorage),
  sessionStorage: new GuardedKeep(() => window.sessionStorage),
};
