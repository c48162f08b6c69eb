import { Store } from '../../lib/state/store';

/** Nearer than this to the end counts as being there. */
const END_PX = 60;
/** So much of a message has to be in view for it to be seen. */
const SEEN_PX = 24;

/** The key of the line above what is new. */
export const NEW_MARK = 'new';

/** Where something is, beside what is in view. */
export type Place = 'above' | 'inView' | 'below';

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
  /** The seq of the last message in view. */
  readonly lastSeen = new Store<number | undefined>(undefined);
  /** Where the line above what is new is; undefined where there is none. */
  readonly newMark = new Store<Place | undefined>(undefined);
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
    this.#look(box);
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
    this.#look(box);
  }

  /** An element by its key, where it is in the list. */
  keyed(key: string): HTMLElement | undefined {
    return this.#box?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? undefined;
  }

  #look(box: HTMLElement): void {
    this.lastSeen.set(lastSeqIn(box));
    const mark = this.keyed(NEW_MARK);
    this.newMark.set(mark && placeIn(box, mark));
  }
}

/** The first element that reaches into view. */
function anchorIn(box: HTMLElement): Anchor | undefined {
  const elements = keyed(box);
  const isAbove = (element: HTMLElement) => topIn(box, element) + element.offsetHeight <= 0;
  const first = elements[howMany(elements, isAbove)];
  const key = first?.dataset['key'];
  return first && key !== undefined ? { key, top: topIn(box, first) } : undefined;
}

function keyed(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[data-key]')];
}

function topIn(box: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** The seq of the last message that begins in view, or above it. */
function lastSeqIn(box: HTMLElement): number | undefined {
  const elements = [...box.querySelectorAll<HTMLElement>('[data-seq]')];
  const begins = (element: HTMLElement) => topIn(box, element) + SEEN_PX <= box.clientHeight;
  const seq = elements[howMany(elements, begins) - 1]?.dataset['seq'];
  return seq === undefined ? undefined : Number(seq);
}

function placeIn(box: HTMLElement, element: HTMLElement): Place {
  const top = topIn(box, element);
  if (top + element.offsetHeight <= 0) {
    return 'above';
  }
  return top < box.clientHeight ? 'inView' : 'below';
}

/** How many come before the first that is not so. They stand in order, so half of them at a time go. */
function howMany(
  elements: readonly HTMLElement[],
  isSo: (element: HTMLElement) => boolean,
): number {
  let from = 0;
  let to = elements.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const element = elements[middle];
    if (element && isSo(element)) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}
