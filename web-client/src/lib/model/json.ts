/** What came over the wire does not have the agreed form. */
export class DecodeError extends Error {}

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw new DecodeError('an object was expected');
}

export function parseObject(text: string): JsonObject {
  try {
    return asObject(JSON.parse(text));
  } catch {
    throw new DecodeError('a JSON object was expected');
  }
}

export function text(from: JsonObject, name: string): string {
  const value = from[name];
  if (typeof value === 'string') {
    return value;
  }
  throw new DecodeError(`"${name}" must be text`);
}

export function optionalText(from: JsonObject, name: string): string | undefined {
  const value = from[name];
  return typeof value === 'string' ? value : undefined;
}

export function count(from: JsonObject, name: string): number {
  const value = from[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) {
    return value;
  }
  throw new DecodeError(`"${name}" must be a whole number`);
}

export function optionalCount(from: JsonObject, name: string): number | undefined {
  return from[name] === undefined ? undefined : count(from, name);
}

export function flag(from: JsonObject, name: string): boolean {
  return from[name] === true;
}

export function list<T>(value: unknown, decode: (item: unknown) => T): T[] {
  if (!Array.isArray(value)) {
    throw new DecodeError('a list was expected');
  }
  return value.map(decode);
}

/** What cannot be read is not for this client; what comes next may be. */
export function orUndefined<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) {
      return undefined;
    }
    throw error;
  }
}
