/** What somebody tells the others while they write: that they go on, now and then, and that they stop. */
export class TypingTeller {
  readonly #tell: (state: 'start' | 'stop') => void;
  #length: number;
  #isTold = false;
  /** When it was told last that somebody writes: sooner the server does not hear it again. */
  #toldAt = -Infinity;

  /** @param length how much stands there already */
  constructor(tell: (state: 'start' | 'stop') => void, length: number) {
    this.#tell = tell;
    this.#length = length;
  }

  /**
   * The text is another. Only what grows is writing.
   * @param everyMs how often it may be told; undefined: not at all
   */
  changed(text: string, everyMs: number | undefined): void {
    const grows = text.length > this.#length;
    this.#length = text.length;
    if (text.trim() === '') {
      this.stopped();
    } else if (grows && everyMs !== undefined && Date.now() - this.#toldAt >= everyMs) {
      this.#isTold = true;
      this.#toldAt = Date.now();
      this.#tell('start');
    }
  }

  /** The text is sent, emptied or left. Said only where writing was told. */
  stopped(): void {
    if (this.#isTold) {
      this.#isTold = false;
      this.#tell('stop');
    }
  }

  /** Nothing stands there any more. */
  sent(): void {
    this.#length = 0;
    this.stopped();
  }
}
