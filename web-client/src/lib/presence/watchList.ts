/** Rows come and go while somebody scrolls: what is asked for is what stays. */
const SETTLED_MS = 250;

/** The people on the screen, gathered from whatever shows one of them. */
export class WatchList {
  readonly #onChange: (ids: readonly string[]) => void;
  /** How often each is on the screen; who came last is the last. */
  readonly #shown = new Map<string, number>();
  #most = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onChange hears who is on the screen once that has settled, always in the same order */
  constructor(onChange: (ids: readonly string[]) => void) {
    this.#onChange = onChange;
  }

  /** Somebody is on the screen, until what it answers is called. */
  add(id: string): () => void {
    const before = this.#shown.get(id) ?? 0;
    this.#shown.delete(id);
    this.#shown.set(id, before + 1);
    this.#changed();
    let isThere = true;
    return () => {
      if (isThere) {
        isThere = false;
        this.#remove(id);
      }
    };
  }

  /** How many may be watched: where more are on the screen, those who came last. */
  limit(most: number): void {
    if (most !== this.#most) {
      this.#most = most;
      this.#changed();
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #remove(id: string): void {
    const left = (this.#shown.get(id) ?? 0) - 1;
    if (left > 0) {
      this.#shown.set(id, left);
    } else {
      this.#shown.delete(id);
    }
    this.#changed();
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const ids = [...this.#shown.keys()];
      this.#onChange(ids.slice(Math.max(0, ids.length - this.#most)).sort());
    }, SETTLED_MS);
  }
}
