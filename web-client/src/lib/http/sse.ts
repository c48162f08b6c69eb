/** One event of a Server-Sent Events stream. */
export interface SseEvent {
  readonly type: string;
  readonly data: string;
}

/** What a stream has said so far that outlives a single event. */
export interface SseState {
  readonly lastEventId: string;
  readonly retryMs?: number;
}

/** Bounds what a broken server can make this page hold. A post of 256 KiB is some 2 million at worst. */
const LONGEST_EVENT = 8_000_000;

/** Reads the text of a stream as the HTML standard says, in whatever pieces it arrives. */
export class SseParser {
  /** The beginning of a line that has not ended, in the pieces in which it came. */
  #rest: string[] = [];
  #restSize = 0;
  #data: string[] = [];
  #size = 0;
  #type = '';
  #id: string;
  #retryMs: number | undefined;
  #skipLineFeed = false;

  constructor(lastEventId = '') {
    this.#id = lastEventId;
  }

  get state(): SseState {
    return {
      lastEventId: this.#id,
      ...(this.#retryMs !== undefined && { retryMs: this.#retryMs }),
    };
  }

  /** The events that this piece completes. */
  push(piece: string): SseEvent[] {
    const events: SseEvent[] = [];
    if (piece === '') {
      return events;
    }
    for (const line of this.#lines(piece)) {
      if (line === '') {
        this.#complete(events);
      } else {
        this.#field(line);
      }
    }
    return events;
  }

  #lines(piece: string): string[] {
    const text = this.#skipLineFeed && piece.startsWith('\n') ? piece.slice(1) : piece;
    // A CR at the end may be half of a CRLF: it ends its line now, and a LF that follows is dropped
    this.#skipLineFeed = text.endsWith('\r');
    const [first = '', ...others] = text.split(/\r\n|\r|\n/);
    const rest = others.pop();
    if (rest === undefined) {
      this.#keep(first);
      return [];
    }
    const lines = [this.#rest.join('') + first, ...others];
    this.#rest = [];
    this.#restSize = 0;
    this.#keep(rest);
    return lines;
  }

  #keep(piece: string): void {
    this.#rest.push(piece);
    this.#restSize += piece.length;
    if (this.#restSize > LONGEST_EVENT) {
      throw new RangeError('the stream sent a line without an end');
    }
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) {
      return;
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') {
      this.#append(value);
    } else if (name === 'event') {
      this.#type = value;
    } else if (name === 'id' && !value.includes('\0')) {
      this.#id = value;
    } else if (name === 'retry' && /^\d{1,8}$/.test(value)) {
      this.#retryMs = Number(value);
    }
  }

  #append(value: string): void {
    this.#size += value.length;
    if (this.#size > LONGEST_EVENT) {
      throw new RangeError('the stream sent an event without an end');
    }
    this.#data.push(value);
  }

  #complete(events: SseEvent[]): void {
    if (this.#data.length > 0) {
      events.push({
        type: this.#type === '' ? 'message' : this.#type,
        data: this.#data.join('\n'),
      });
    }
    this.#data = [];
    this.#size = 0;
    this.#type = '';
  }
}
