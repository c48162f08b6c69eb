import type { Limits } from '../model/limits';
import type { Problem } from '../model/problems';
import type { Link } from './link';

/** Something that goes on in each session of a client, across reconnects. */
export interface SessionPart {
  attach(link: Link, limits: Limits): void;
  /** The session is gone. */
  detach(): void;
  /** Whether this was the receipt of something of its own. */
  receipted(id: string): boolean;
  /** Whether something of its own was refused. */
  refused(problem: Problem): boolean;
}

/** Several of them as one. */
export class SessionParts implements SessionPart {
  readonly #parts: readonly SessionPart[];

  constructor(parts: readonly SessionPart[]) {
    this.#parts = parts;
  }

  attach(link: Link, limits: Limits): void {
    this.#parts.forEach((part) => {
      part.attach(link, limits);
    });
  }

  detach(): void {
    this.#parts.forEach((part) => {
      part.detach();
    });
  }

  receipted(id: string): boolean {
    return this.#parts.some((part) => part.receipted(id));
  }

  refused(problem: Problem): boolean {
    return this.#parts.some((part) => part.refused(problem));
  }
}
