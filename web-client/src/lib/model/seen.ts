import { asObject, count, list, optionalText, type JsonObject } from './json';
import { decodePerson } from './people';

/** Somebody who has read up to a message, or further. */
export interface Reader {
  readonly id: string;
  readonly name: string;
}

/** Who has read a message; in larger rooms only how many. */
export interface SeenBy {
  readonly count: number;
  readonly readers?: readonly Reader[];
  readonly isWhole: boolean;
  /** Who has not read it, but has it on a device; absent where that is not told. */
  readonly delivered?: { readonly count: number; readonly people: readonly Reader[] };
}

export function decodeSeen(value: unknown): SeenBy {
  const from = asObject(value);
  const readers = readersIn(from);
  const delivered = from['delivered'];
  return {
    count: count(from, 'count'),
    ...(readers && { readers }),
    isWhole: optionalText(from, 'next') === undefined,
    ...(isThere(delivered) && { delivered: decodeDelivered(delivered) }),
  };
}

function decodeDelivered(value: unknown): SeenBy['delivered'] & object {
  const from = asObject(value);
  return { count: count(from, 'count'), people: readersIn(from) ?? [] };
}

function readersIn(from: JsonObject): readonly Reader[] | undefined {
  return isThere(from['items']) ? list(from['items'], decodeReader) : undefined;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function decodeReader(value: unknown): Reader {
  const { id, displayName } = decodePerson(value);
  return { id, name: displayName };
}
