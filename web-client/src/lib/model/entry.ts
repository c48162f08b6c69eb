import { decodeGrant, type Grant } from './grant';
import { DecodeError, asObject, count, flag, list, optionalText, text } from './json';

/** Which ways in an installation has. */
export interface EntryOptions {
  readonly registration: 'open' | 'invitation' | 'closed';
  /** Whether a forgotten password can be reset by mail. */
  readonly passwordReset: boolean;
  readonly identityProvider?: { readonly name: string; readonly startUrl: string };
}

/** What an authenticator app is told: as text, and as an address for a QR code. */
export interface Enrollment {
  readonly secret: string;
  readonly uri: string;
}

/** The password was right, and a code is asked for. */
export interface Half {
  readonly mfaToken: string;
  readonly expiresIn: number;
  readonly methods: readonly string[];
  /** Where the person must set a second factor up first. */
  readonly enrollment?: Enrollment;
}

export interface Finished {
  readonly grant: Grant;
  /** After a second factor was set up on the way in; shown this once. */
  readonly recoveryCodes: readonly string[];
}

export function decodeOptions(value: unknown): EntryOptions {
  const from = asObject(value);
  const registration = text(from, 'registration');
  const provider = from['identityProvider'];
  return {
    registration:
      registration === 'open' || registration === 'invitation' ? registration : 'closed',
    passwordReset: flag(from, 'passwordReset'),
    ...(provider !== undefined && { identityProvider: decodeProvider(provider) }),
  };
}

export function decodeLogin(value: unknown): Grant | Half {
  const from = asObject(value);
  return from['mfaToken'] === undefined ? decodeGrant(value) : decodeHalf(value);
}

export function isHalf(answer: Grant | Half): answer is Half {
  return 'mfaToken' in answer;
}

export function decodeGrantWithCodes(value: unknown): Finished {
  const codes = asObject(value)['recoveryCodes'];
  return {
    grant: decodeGrant(value),
    recoveryCodes: codes === undefined ? [] : list(codes, String),
  };
}

export function decodeEnrollment(value: unknown): Enrollment {
  const from = asObject(value);
  return { secret: text(from, 'secret'), uri: text(from, 'uri') };
}

export function decodeRecoveryCodes(value: unknown): string[] {
  return list(asObject(value)['recoveryCodes'], String);
}

function decodeHalf(value: unknown): Half {
  const from = asObject(value);
  const enrollment = from['enrollment'];
  return {
    mfaToken: text(from, 'mfaToken'),
    expiresIn: count(from, 'expiresIn'),
    methods: from['methods'] === undefined ? [] : list(from['methods'], String),
    ...(enrollment !== undefined && { enrollment: decodeEnrollment(enrollment) }),
  };
}

/** The address is followed by a click: nothing but a page of http may stand there. */
function decodeProvider(value: unknown): { name: string; startUrl: string } {
  const from = asObject(value);
  const startUrl = text(from, 'startUrl');
  if (!/^(\/(?!\/)|https?:\/\/)/.test(startUrl)) {
    throw new DecodeError('"startUrl" must be an address of http');
  }
  return { name: optionalText(from, 'name') ?? 'your company', startUrl };
}
