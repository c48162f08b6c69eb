import { asObject, optionalText, type JsonObject } from './json';

/** For how long authors may change what they wrote; 0: never. */
export interface Windows {
  readonly editWindowMs?: number;
  readonly deleteWindowMs?: number;
}

/** What a room has set for itself; what is absent is as usual: windows as the installation has them. */
export interface RoomSettings extends Windows {
  /** Who sees what a message said before. */
  readonly editHistory?: 'everyone' | 'admins' | 'nobody';
  readonly reactions?: 'on' | 'off';
  /** Whether answers in threads also stand among the other messages. */
  readonly threads?: 'inline' | 'collapsed';
  /** Who may mention everybody at once. */
  readonly mentionAll?: 'admins' | 'members' | 'nobody';
  /** Whether it is told who has read a message, or only how many. */
  readonly receipts?: 'off' | 'count' | 'names';
  /** Whether it is told who writes. */
  readonly typing?: 'on' | 'off';
}

/** What cannot be read is as good as absent: a newer server may know more values. */
export function decodeSettings(value: unknown): RoomSettings {
  const from = asObject(value);
  return {
    ...windowsIn(from),
    ...choiceIn(from, 'editHistory', ['everyone', 'admins', 'nobody'] as const),
    ...choiceIn(from, 'reactions', ['on', 'off'] as const),
    ...choiceIn(from, 'threads', ['inline', 'collapsed'] as const),
    ...choiceIn(from, 'mentionAll', ['admins', 'members', 'nobody'] as const),
    ...choiceIn(from, 'receipts', ['off', 'count', 'names'] as const),
    ...choiceIn(from, 'typing', ['on', 'off'] as const),
  };
}

export function windowsIn(from: JsonObject): Windows {
  return { ...windowIn(from, 'editWindowMs'), ...windowIn(from, 'deleteWindowMs') };
}

function windowIn(from: JsonObject, name: string): Readonly<Record<string, number>> {
  const value = from[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? { [name]: value }
    : {};
}

function choiceIn<T extends string>(
  from: JsonObject,
  name: string,
  values: readonly T[],
): Readonly<Record<string, T>> {
  const value = optionalText(from, name);
  const found = values.find((each) => each === value);
  return found === undefined ? {} : { [name]: found };
}
