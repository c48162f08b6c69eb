import { fullTime } from '../time/words';
import { asObject, list, optionalCount, optionalText, text } from './json';

export interface RefusedField {
  readonly name: string;
  readonly message: string;
}

/** An error as the server tells it, over REST and STOMP alike. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly fields: readonly RefusedField[];
  readonly retryAfterMs?: number;
  readonly correlationId?: string;
  readonly receiptId?: string;
  readonly clientMsgId?: string;
  readonly destination?: string;
}

const TRY_AGAIN = new Set([
  'send.unknown',
  'unavailable',
  'overloaded',
  'draining',
  'rate.limited',
  'slowmode.active',
]);

const WIRE_TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/;

export function decodeProblem(value: unknown): Problem {
  const from = asObject(value);
  const detail = optionalText(from, 'detail');
  const retryAfterMs = optionalCount(from, 'retryAfterMs');
  const correlationId = optionalText(from, 'correlationId');
  const receiptId = optionalText(from, 'receiptId');
  const clientMsgId = optionalText(from, 'clientMsgId');
  const destination = optionalText(from, 'destination');
  return {
    code: text(from, 'code'),
    status: optionalCount(from, 'status') ?? 0,
    title: optionalText(from, 'title') ?? '',
    fields: from['fields'] === undefined ? [] : list(from['fields'], decodeField),
    ...(detail !== undefined && { detail }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(correlationId !== undefined && { correlationId }),
    ...(receiptId !== undefined && { receiptId }),
    ...(clientMsgId !== undefined && { clientMsgId }),
    ...(destination !== undefined && { destination }),
  };
}

/** Whether the same request can succeed later, unchanged. */
export function mayTryAgain(code: string): boolean {
  return TRY_AGAIN.has(code);
}

/** The problem in words for a person. */
export function wordsFor(problem: Problem): string {
  switch (problem.code) {
    case 'room.readonly':
      return 'Only admins can write here.';
    case 'policy.denied':
      return 'You may not write to this person.';
    case 'room.not.found':
      return 'This conversation is no longer open to you.';
    case 'message.not.found':
      return 'The message is no longer there.';
    case 'edit.window.closed':
      return 'It is too old to be changed.';
    case 'precondition.failed':
      return 'Somebody has changed this meanwhile. Look at it again, then save.';
    case 'rate.limited':
      return problem.detail ?? 'That was a little fast. Wait a moment and try again.';
    case 'auth.revoked':
      return endedWords(problem);
    case 'role.required':
      return 'Only admins may do that.';
    case 'unavailable':
    case 'overloaded':
    case 'draining':
      return 'The server is busy. Try again in a moment.';
    case 'internal':
      return `Something went wrong on the server${problem.correlationId ? ` (${problem.correlationId})` : ''}.`;
    case 'validation.failed':
      return problem.fields[0]
        ? `${problem.fields[0].name} ${problem.fields[0].message}.`
        : (problem.detail ?? 'The server did not take this.');
    default:
      return problem.detail ?? (problem.title === '' ? 'This did not work.' : `${problem.title}.`);
  }
}

/** Why a session cannot go on. The detail of a ban says until when, as a time of the wire. */
export function endedWords({ code, detail }: Problem): string {
  return code === 'auth.revoked' && detail?.includes('banned') === true
    ? detail.replace(WIRE_TIME, (time) => fullTime(Date.parse(time)))
    : 'Your session has ended. Sign in again to go on.';
}

function decodeField(value: unknown): RefusedField {
  const from = asObject(value);
  return { name: text(from, 'name'), message: text(from, 'message') };
}
