import { Store } from '../../lib/state/store';

/** Nearer than this to the end counts as being there. */
const END_PX = 60;

/** What somebody has under the eyes: an element by its key, and how far below the upper edge it is. */
interface Anchor {
  readonly key: string;
  readonly top: number;
}

/**
 * Keeps the end of a list in view while it grows. Further up it keeps the line under the eyes where
 * it is, whatever is put before or after it meanwhile: elements with `data-key` are what it holds on
 * to, by their keys, since they may be drawn anew. Outside of React, because it reads and writes the
 * page's geometry.
 */
export class ScrollKeeper {
  readonly atEnd = new Store(true);
  #box: HTMLElement | null = null;
  #anchor: Anchor | undefined;
  /** Where this scrolled to by itself: the browser tells of it later, as of any scrolling. */
  #settledAt: number | undefined;
  #observer: ResizeObserver | undefined;

  /** To be given the scrolling element when it appears, and null when it goes. */
  readonly attach = (box: HTMLElement | null): void => {
    this.#observer?.disconnect();
    this.#box = box;
    const inner = box?.firstElementChild;
    if (box && inner && typeof ResizeObserver !== 'undefined') {
      // A bubble that grows, a keyboard that slides in, a window that is resized
      this.#observer = new ResizeObserver(() => {
        this.settle();
      });
      this.#observer.observe(inner);
      this.#observer.observe(box);
    }
  };

  readonly onScroll = (): void => {
    const box = this.#box;
    if (!box) {
      return;
    }
    this.atEnd.set(box.scrollHeight - box.scrollTop - box.clientHeight < END_PX);
    // Only a person chooses another line to hold on to: what stands above may have gone since
    if (box.scrollTop !== this.#settledAt) {
      this.#anchor = anchorIn(box);
    }
  };

  readonly toEnd = (): void => {
    this.atEnd.set(true);
    this.settle();
  };

  /** The message of a seq, where it is in the list. */
  find(seq: number): HTMLElement | undefined {
    return this.#box?.querySelector<HTMLElement>(`[data-seq="${seq}"]`) ?? undefined;
  }

  /** Brings an element into the middle of the view, and holds on to it there. */
  show(element: HTMLElement): void {
    const box = this.#box;
    const key = element.dataset['key'];
    if (box && key !== undefined) {
      const middle = Math.max(0, (box.clientHeight - element.offsetHeight) / 2);
      this.atEnd.set(false);
      this.#anchor = { key, top: middle };
      this.settle();
      // Near an end of the list it cannot stand in the middle
      this.#anchor = { key, top: topIn(box, element) };
    }
  }

  /** To be called right after the list was drawn anew, before it is painted. */
  settle(): void {
    const box = this.#box;
    if (!box) {
      return;
    }
    if (this.atEnd.get()) {
      box.scrollTop = box.scrollHeight;
    } else if (this.#anchor) {
      const element = keyed(box).find(({ dataset }) => dataset['key'] === this.#anchor?.key);
      box.scrollTop += element ? topIn(box, element) - this.#anchor.top : 0;
      this.#settledAt = element && box.scrollTop;
    }
  }
}

/** The first element that reaches into view. They stand in order, so half of them at a time go. */
function anchorIn(box: HTMLElement): Anchor | undefined {
  const elements = keyed(box);
  let from = 0;
  let to = elements.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const element = elements[middle];
    if (element && topIn(box, element) + element.offsetHeight <= 0) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  const first = elements[from];
  const key = first?.dataset['key'];
  return first && key !== undefined ? { key, top: topIn(box, first) } : undefined;
}

function keyed(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[data-key]')];
}

function topIn(box: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top;
}
