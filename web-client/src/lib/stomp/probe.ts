import type { Link } from './link';

const PATIENCE_MS = 4_000;
const RECEIPT = 'probe';

/**
 * Finds out within seconds whether a session still lives, where heart-beats need a minute: after the
 * network changed, or the computer slept. Asks for something that changes nothing, with a receipt.
 */
export class Probe {
  #timer: ReturnType<typeof setTimeout> | undefined;

  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  start(link: Link, accessToken: string, onDead: () => void): void {
    this.cancel();
    this.#timer = setTimeout(() => {
      this.cancel();
      onDead();
    }, PATIENCE_MS);
    link.send('/app/session/token', JSON.stringify({ accessToken }), RECEIPT);
  }

  /** Whether this receipt, or the receipt of this refusal, answers the question. */
  isAnswer(receiptId: string | undefined): boolean {
    return this.isRunning && receiptId === RECEIPT;
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
