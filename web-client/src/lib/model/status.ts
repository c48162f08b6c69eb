import { asObject, optionalText, type JsonObject } from './json';
import { time } from './events';
import { dndOf, type Dnd } from './dnd';

/** What somebody says of themselves for a while. */
export interface Status {
  readonly text: string;
  readonly emoji?: string;
  /** When it ends. */
  readonly until?: number;
}

/** What others are shown: as it is detected, or as somebody has set it by hand. */
export type Shown = 'auto' | 'away' | 'invisible';

/** What of my account others are shown of me. */
export interface MyStatus {
  readonly status?: Status;
  readonly dnd?: Dnd;
  readonly presence: Shown;
  readonly showLastSeen: boolean;
}

export const LONGEST_STATUS = 100;

export function decodeMyStatus(value: unknown): MyStatus {
  const from = asObject(value);
  const dnd = dndOf(from['dnd']);
  const presence = optionalText(from, 'presence');
  return {
    ...statusIn(from),
    ...(dnd && { dnd }),
    presence: presence === 'away' || presence === 'invisible' ? presence : 'auto',
    showLastSeen: from['showLastSeen'] !== false,
  };
}

export function statusIn(from: JsonObject): { readonly status?: Status } {
  const value = from['status'];
  return value === undefined || value === null ? {} : { status: decodeStatus(value) };
}

function decodeStatus(value: unknown): Status {
  const from = asObject(value);
  const emoji = optionalText(from, 'emoji');
  const until = optionalText(from, 'until');
  return {
    text: optionalText(from, 'text') ?? '',
    ...(emoji !== undefined && emoji !== '' && { emoji }),
    ...(until !== undefined && { until: time(until) }),
  };
}

/** What somebody says now: it ends by itself. */
export function statusAt(status: Status | undefined, now: number): Status | undefined {
  const isOver = status?.until !== undefined && status.until <= now;
  return isOver ? undefined : status;
}

/** The status in one line: its emoji and its words. */
export function statusWords({ emoji, text: words }: Status): string {
  return [emoji, words].filter((part) => part !== undefined && part !== '').join(' ');
}

/** Of what people tell the others: for now only whether their reading is told. */
export interface Telling {
  readonly readReceipts: boolean;
}

export function decodeTelling(value: unknown): Telling {
  return { readReceipts: asObject(value)['readReceipts'] !== false };
}
