import { keepJson, keptJson, keptNames, type Keep } from './keep';

/**
 * What one person has written and not sent: survives reloads and closed tabs, and goes with the
 * sign-out. One text for each place where something is written.
 */
export class Drafts {
  readonly #keep: Keep;
  readonly #prefix: string;

  constructor(keep: Keep, userId: string) {
    this.#keep = keep;
    this.#prefix = prefixOf(userId);
  }

  get(place: string): unknown {
    return keptJson(this.#keep, this.#prefix + place);
  }

  text(place: string): string {
    const kept = this.get(place);
    return typeof kept === 'string' ? kept : '';
  }

  /** Undefined or an empty text: nothing is left to keep. */
  set(place: string, value: unknown): void {
    if (value === undefined || value === '') {
      this.#keep.removeItem(this.#prefix + place);
    } else {
      keepJson(this.#keep, this.#prefix + place, value);
    }
  }
}

export function forgetDrafts(keep: Keep, userId: string): void {
  for (const name of keptNames(keep, prefixOf(userId))) {
    keep.removeItem(name);
  }
}

function prefixOf(userId: string): string {
  return `parley.draft.${userId}.`;
}
