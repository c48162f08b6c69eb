import { asObject, count, flag, list, optionalText, text } from './json';
import { time } from './events';

/** My own account, as nobody else sees it. */
export interface MyAccount {
  readonly displayName: string;
  readonly email: string;
}

export interface SecondFactor {
  readonly totp: boolean;
  readonly recoveryCodesLeft: number;
  /** Whether this person may not be without one. */
  readonly required: boolean;
}

/** A place where somebody is signed in. */
export interface Session {
  readonly id: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly device: string;
  /** The one that asks. */
  readonly current: boolean;
}

export function decodeMyAccount(value: unknown): MyAccount {
  const from = asObject(value);
  return { displayName: text(from, 'displayName'), email: optionalText(from, 'email') ?? '' };
}

export function decodeSecondFactor(value: unknown): SecondFactor {
  const from = asObject(value);
  return {
    totp: flag(from, 'totp'),
    recoveryCodesLeft: count(from, 'recoveryCodesLeft'),
    required: flag(from, 'required'),
  };
}

export function decodeSessions(value: unknown): Session[] {
  return list(asObject(value)['items'], decodeSession);
}

function decodeSession(value: unknown): Session {
  const from = asObject(value);
  return {
    id: text(from, 'id'),
    createdAt: time(text(from, 'createdAt')),
    lastUsedAt: time(text(from, 'lastUsedAt')),
    device: deviceOf(optionalText(from, 'userAgent') ?? ''),
    current: flag(from, 'current'),
  };
}

const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(?:Headless)?Chrom(?:e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a user agent calls itself, as far as a person needs it to know the device again. */
export function deviceOf(userAgent: string): string {
  const named = (names: readonly [RegExp, string][]) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = named(BROWSERS);
  const system = named(SYSTEMS);
  if (browser !== undefined) {
    return system === undefined ? browser : `${browser} on ${system}`;
  }
  return userAgent === '' ? 'Unknown device' : userAgent.slice(0, 60);
}
