import { asObject, count, list, optionalText } from './json';
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
}

export function decodeSeen(value: unknown): SeenBy {
  const from = asObject(value);
  const items = from['items'];
  return {
    count: count(from, 'count'),
    ...(items !== undefined && items !== null && { readers: list(items, decodeReader) }),
    isWhole: optionalText(from, 'next') === undefined,
  };
}

export function decodeReader(value: unknown): Reader {
  const { id, displayName } = decodePerson(value);
  return { id, name: displayName };
}
