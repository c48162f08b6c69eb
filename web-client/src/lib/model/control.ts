import { count, optionalText, parseObject, text } from './json';

/** What the server says on a room's subscription besides its events. */
export type Control =
  | { readonly kind: 'resume.begin' }
  | { readonly kind: 'resume.end'; readonly to: number; readonly head: number }
  | { readonly kind: 'resume.failed'; readonly reason: string; readonly headSeq: number }
  | { readonly kind: 'live.delayed' }
  | { readonly kind: 'live.restored' };

/** Undefined for what is no control that this client knows. */
export function decodeControl(body: string): Control | undefined {
  const from = parseObject(body);
  const kind = optionalText(from, 'type') ?? '';
  switch (kind) {
    case 'resume.begin':
    case 'live.delayed':
    case 'live.restored':
      return { kind };
    case 'resume.end':
      return { kind, to: count(from, 'to'), head: count(from, 'head') };
    case 'resume.failed':
      return { kind, reason: text(from, 'reason'), headSeq: count(from, 'headSeq') };
    default:
      return undefined;
  }
}
