import { decodeActor, time, type Actor } from './events';
import { asObject, count, text } from './json';

/** What a message said once, or says now. */
export interface MessageVersion {
  /** 1, and one more with each edit that counted. */
  readonly version: number;
  readonly at: number;
  readonly by: Actor;
  readonly text: string;
}

export function decodeVersion(value: unknown): MessageVersion {
  const from = asObject(value);
  return {
    version: count(from, 'version'),
    at: time(text(from, 'at')),
    by: decodeActor(from['by']),
    text: text(from, 'text'),
  };
}
