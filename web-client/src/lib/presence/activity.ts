/** Whoever does nothing for so long is away, whether or not they look. */
export const AWAY_AFTER_MS = 5 * 60_000;
/** Every key and every move of the mouse is input: it is looked at so often. */
const LOOKED_AT_EVERY_MS = 1_000;

/** Not `scroll`, which new messages cause as well. */
const INPUT = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Whether somebody is at this page. A page that nobody sees has no input, so that one that is hidden for
 * long enough is away, too. Of several pages of a person the server takes the one in use.
 */
export class Activity {
  readonly #onChange: (isAway: boolean) => void;
  #isAway = false;
  #inputAt = Date.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: (isAway: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Answers what ends it. */
  start(): () => void {
    const input = (event: Event) => {
      // What moves below a mouse that stands still is no input
      const { movementX = 1, movementY = 1 } = event as Partial<PointerEvent>;
      if (event.type !== 'pointermove' || movementX !== 0 || movementY !== 0) {
        this.#input();
      }
    };
    const looked = () => {
      if (document.visibilityState === 'visible') {
        this.#input();
      }
    };
    const options = { capture: true, passive: true };
    INPUT.forEach((type) => {
      window.addEventListener(type, input, options);
    });
    window.addEventListener('focus', input);
    document.addEventListener('visibilitychange', looked);
    this.#input();
    return () => {
      clearTimeout(this.#timer);
      INPUT.forEach((type) => {
        window.removeEventListener(type, input, options);
      });
      window.removeEventListener('focus', input);
      document.removeEventListener('visibilitychange', looked);
    };
  }

  #input(): void {
    const now = Date.now();
    if (this.#timer === undefined || this.#isAway || now - this.#inputAt >= LOOKED_AT_EVERY_MS) {
      this.#inputAt = now;
      this.#change(false);
      this.#wait(AWAY_AFTER_MS);
    }
  }

  #wait(millis: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // A computer that slept fires late, an early timer looks again
      const left = this.#inputAt + AWAY_AFTER_MS - Date.now();
      if (left > 0) {
        this.#wait(left);
      } else {
        this.#change(true);
      }
    }, millis);
  }

  #change(isAway: boolean): void {
    if (isAway !== this.#isAway) {
      this.#isAway = isAway;
      this.#onChange(isAway);
    }
  }
}
