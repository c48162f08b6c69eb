import { Store } from '../../lib/state/store';

/** Nearer than this to the end counts as being there. */
const END_PX = 60;

/**
 * Keeps the end of a list in view while it grows, and the place where one reads while older things
 * are put before it. Outside of React, because it reads and writes the page's geometry.
 */
export class ScrollKeeper {
  readonly atEnd = new Store(true);
  #box: HTMLElement | null = null;
  #fromEnd = 0;
  #oldest: number | null = null;
  #observer: ResizeObserver | undefined;

  /** To be given the scrolling element when it appears, and null when it goes. */
  readonly attach = (box: HTMLElement | null): void => {
    this.#observer?.disconnect();
    this.#box = box;
    const inner = box?.firstElementChild;
    if (box && inner && typeof ResizeObserver !== 'undefined') {
      // A bubble that grows, a keyboard that slides in, a window that is resized
      this.#observer = new ResizeObserver(() => {
        this.#settle();
      });
      this.#observer.observe(inner);
      this.#observer.observe(box);
    }
  };

  readonly onScroll = (): void => {
    const box = this.#box;
    if (box) {
      this.#fromEnd = box.scrollHeight - box.scrollTop;
      this.atEnd.set(this.#fromEnd - box.clientHeight < END_PX);
    }
  };

  readonly toEnd = (): void => {
    this.atEnd.set(true);
    this.#settle();
  };

  /** To be told right after the list was drawn anew, before it is painted. */
  drawn(oldest: number | null): void {
    const grewUpwards = oldest !== null && this.#oldest !== null && oldest < this.#oldest;
    this.#oldest = oldest;
    if (grewUpwards && !this.atEnd.get() && this.#box) {
      this.#box.scrollTop = this.#box.scrollHeight - this.#fromEnd;
    }
    this.#settle();
  }

  #settle(): void {
    if (this.atEnd.get() && this.#box) {
      this.#box.scrollTop = this.#box.scrollHeight;
    }
  }
}
