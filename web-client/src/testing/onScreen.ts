import { vi } from 'vitest';

/** The test's browser lays nothing out: everything is said to be on the screen. */
export function everythingOnScreen(): void {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly #told: (entries: readonly { target: Element; isIntersecting: boolean }[]) => void;

      constructor(
        told: (entries: readonly { target: Element; isIntersecting: boolean }[]) => void,
      ) {
        this.#told = told;
      }

      observe(target: Element): void {
        queueMicrotask(() => {
          this.#told([{ target, isIntersecting: true }]);
        });
      }

      unobserve(): void {
        // It was on the screen until it left the page
      }

      disconnect(): void {
        // Nothing more is told
      }
    },
  );
}
