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

/** Private windows and blocked cookies make the mere access throw. */
export function browserKeep(kind: 'localStorage' | 'sessionStorage'): Keep {
  try {
    const keep = window[kind];
    keep.setItem('parley.probe', '1');
    keep.removeItem('parley.probe');
    return keep;
  } catch {
    return new MemoryKeep();
  }
}

/** A full store must not break what is on the screen. Tells whether the value is kept. */
export function keepJson(keep: Keep, name: string, value: unknown): boolean {
  try {
    keep.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
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
