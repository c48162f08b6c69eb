import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RoomEvent } from '../lib/model/events';

/** The JSON that the Java tests read and write too. Tests run in the module's folder. */
export function wireSample(name: string): unknown {
  const file = resolve('../shared-model/src/test/resources/wire', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as unknown;
}

export const ROOM = '01936f5a-0000-7000-8000-000000000001';
export const ADA = { id: 'ada', name: 'Ada', role: 'ADMIN' } as const;
export const BEN = { id: 'ben', name: 'Ben', role: 'USER' } as const;

export function message(seq: number, change: Partial<RoomEvent> = {}): RoomEvent {
  return {
    roomId: ROOM,
    seq,
    at: Date.UTC(2026, 10, 1, 9, 0, seq),
    actor: ADA,
    messageId: `m${seq}`,
    content: { kind: 'message', text: `message ${seq}` },
    ...change,
  };
}

const TYPES: Partial<Record<RoomEvent['content']['kind'], string>> = {
  edited: 'message.edited',
  deleted: 'message.deleted',
};

/** The same event as the server writes it. */
export function asWire(event: RoomEvent): string {
  const { content, at, ...head } = event;
  const { kind, ...data } = content;
  return JSON.stringify({
    ...head,
    type: TYPES[kind] ?? 'message.created',
    at: new Date(at).toISOString(),
    data,
  });
}
