import {
  asObject,
  count,
  flag,
  list,
  optionalCount,
  optionalText,
  text,
  type JsonObject,
} from './json';

/** What is told of a room in passing: nothing of it is kept or repeated. */
export type LiveSignal =
  | {
      readonly type: 'typing';
      readonly users: readonly Typist[];
      /** Whether more write than are named. */
      readonly more: boolean;
      readonly ttlMs: number;
    }
  /** Somebody has read up to a message, or one of their devices has it. */
  | { readonly type: 'read' | 'delivered'; readonly userId: string; readonly seq: number };

export interface Typist {
  readonly id: string;
  readonly name: string;
  /** The thread that they write in. */
  readonly threadRoot?: number;
}

const USUAL_TTL_MS = 6_000;

/** Undefined for what this client does not know. */
export function decodeLive(from: JsonObject): LiveSignal | undefined {
  const type = optionalText(from, 'type') ?? '';
  switch (type) {
    case 'typing':
      return {
        type,
        users: list(from['users'], decodeTypist),
        more: flag(from, 'more') || (typeof from['more'] === 'number' && from['more'] > 0),
        ttlMs: optionalCount(from, 'ttlMs') ?? USUAL_TTL_MS,
      };
    case 'read':
    case 'delivered':
      return { type, userId: text(from, 'userId'), seq: count(from, 'seq') };
    default:
      return undefined;
  }
}

function decodeTypist(value: unknown): Typist {
  const from = asObject(value);
  const threadRoot = optionalCount(from, 'threadRoot');
  return {
    id: text(from, 'id'),
    name: text(from, 'name'),
    ...(threadRoot !== undefined && { threadRoot }),
  };
}
