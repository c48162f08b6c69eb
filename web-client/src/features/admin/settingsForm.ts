import type { RoomSettings } from '../../lib/model/roomSettings';
import { amountOf, millisOf, type Unit } from '../../lib/time/durations';

/** A window as a form has it: the count is what somebody has typed. */
export interface WindowInput {
  readonly how: 'usual' | 'never' | 'limited';
  readonly count: string;
  readonly unit: Unit;
}

/** What a room has set, as a form has it. */
export interface SettingsInput {
  readonly editWindowMs: WindowInput;
  readonly deleteWindowMs: WindowInput;
  readonly editHistory: string;
  readonly reactions: string;
  readonly threads: string;
  readonly mentionAll: string;
  readonly receipts: string;
  readonly typing: string;
}

export type Setting = keyof SettingsInput;

/** A server takes no longer windows. */
const MOST_DAYS = 3_660;
const MOST_MS = millisOf({ count: MOST_DAYS, unit: 'days' });

/** What is usual of receipts goes by how many people are in the room. */
export const USUAL: Readonly<
  Record<Exclude<keyof RoomSettings, 'editWindowMs' | 'deleteWindowMs'>, string>
> = {
  editHistory: 'everyone',
  reactions: 'on',
  threads: 'inline',
  mentionAll: 'members',
  receipts: 'usual',
  typing: 'on',
};

export function inputOf(settings: RoomSettings | undefined): SettingsInput {
  const { editWindowMs, deleteWindowMs, ...choices } = settings ?? {};
  return {
    editWindowMs: windowOf(editWindowMs),
    deleteWindowMs: windowOf(deleteWindowMs),
    ...USUAL,
    ...choices,
  };
}

/** What was changed in a form, as the server takes it: null is as usual again. */
export function patchOf(changed: Partial<SettingsInput>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(changed).map(([name, value]) => [
      name,
      typeof value === 'string' ? choiceIn(name, value) : millisIn(value),
    ]),
  );
}

/** Why a window cannot be taken, in words that follow its label. */
export function windowProblem(input: WindowInput): string | undefined {
  if (input.how !== 'limited') {
    return undefined;
  }
  const millis = millisIn(input);
  if (input.count.trim() === '' || millis === null || !(millis > 0)) {
    return 'must be a number above 0';
  }
  return millis > MOST_MS ? `must be at most ${MOST_DAYS.toLocaleString()} days` : undefined;
}

export function sameInput(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function windowOf(millis: number | undefined): WindowInput {
  if (millis === undefined || millis === 0) {
    return { how: millis === 0 ? 'never' : 'usual', count: '1', unit: 'hours' };
  }
  const { count, unit } = amountOf(millis);
  return { how: 'limited', count: String(count), unit };
}

function millisIn({ how, count, unit }: WindowInput): number | null {
  if (how === 'usual') {
    return null;
  }
  return how === 'never' ? 0 : millisOf({ count: Number(count), unit });
}

function choiceIn(name: string, value: string): string | null {
  return Object.entries(USUAL).some(([each, usual]) => each === name && usual === value)
    ? null
    : value;
}
