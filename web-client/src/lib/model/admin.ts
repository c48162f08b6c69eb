import {
  DecodeError,
  asObject,
  count,
  flag,
  list,
  optionalCount,
  optionalText,
  text,
} from './json';
import { time } from './events';
import { decodePerson, roleOf, type Person, type Role } from './people';

/** A person as admins see them. */
export interface ManagedPerson extends Person {
  readonly createdAt: number;
  readonly bannedUntil?: number;
  readonly banReason?: string;
  readonly secondFactor: boolean;
  readonly liveSessions: number;
}

/** How far a change has come: it is made, and counts in every process, or will soon. */
export interface Applied {
  readonly applied: boolean;
  readonly pending: readonly string[];
}

export interface Named {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
}

export interface AuditEntry {
  readonly id: number;
  readonly at: number;
  /** Absent where the service did it by its schedule. */
  readonly actor?: Named;
  readonly action: string;
  readonly subject?: Named;
  readonly reason?: string;
  readonly details?: string;
}

export interface Invitation {
  readonly id: string;
  /** Only where it was made just now. */
  readonly code?: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usesLeft: number;
}

export interface AccountInvitation extends Invitation {
  readonly role: Role;
}

export interface ResetLink {
  readonly url: string;
  readonly expiresAt: number;
}

export const AUDIT_ACTIONS: Readonly<Record<string, string>> = {
  'user.role.changed': 'Changed the role',
  'user.banned': 'Banned',
  'user.unbanned': 'Lifted the ban',
  'session.revoked': 'Ended a session',
  'sessions.revoked': 'Ended all sessions',
  'password.reset.issued': 'Handed out a link for a new password',
  'second.factor.removed': 'Removed the second factor',
  'invitation.created': 'Made an invitation',
  'invitation.revoked': 'Took back an invitation',
  'key.rotated': 'Changed the signing key',
};

/** A ban for ever ends in the year 9999. */
const FOR_EVER_FROM = Date.UTC(9000, 0);

export function isForEver(until: number): boolean {
  return until >= FOR_EVER_FROM;
}

export function decodeManagedPerson(value: unknown): ManagedPerson {
  const from = asObject(value);
  const bannedUntil = optionalText(from, 'bannedUntil');
  const banReason = optionalText(from, 'banReason');
  return {
    ...decodePerson(value),
    createdAt: time(text(from, 'createdAt')),
    secondFactor: flag(from, 'secondFactor'),
    liveSessions: count(from, 'liveSessions'),
    ...(bannedUntil !== undefined && { bannedUntil: time(bannedUntil) }),
    ...(banReason !== undefined && { banReason }),
  };
}

/** What `?wait=applied` adds to an answer; an answer without it was not waited for. */
export function decodeApplied(value: unknown): Applied {
  if (value === undefined) {
    return { applied: true, pending: [] };
  }
  const from = asObject(value);
  const pending = from['pending'];
  return {
    applied: from['applied'] !== false,
    pending: pending === undefined ? [] : list(pending, String),
  };
}

export function decodeAuditEntry(value: unknown): AuditEntry {
  const from = asObject(value);
  const reason = optionalText(from, 'reason');
  return {
    id: count(from, 'id'),
    at: time(text(from, 'at')),
    action: text(from, 'action'),
    ...(from['actor'] !== undefined && { actor: decodeNamed(from['actor']) }),
    ...(from['subject'] !== undefined && { subject: decodeNamed(from['subject']) }),
    ...(reason !== undefined && { reason }),
    ...(from['details'] !== undefined && { details: detailsOf(from['details']) }),
  };
}

export function decodeInvitation(value: unknown): Invitation {
  const from = asObject(value);
  const code = optionalText(from, 'code');
  return {
    id: text(from, 'id'),
    createdAt: time(text(from, 'createdAt')),
    expiresAt: time(text(from, 'expiresAt')),
    usesLeft: optionalCount(from, 'usesLeft') ?? 0,
    ...(code !== undefined && { code }),
  };
}

export function decodeAccountInvitation(value: unknown): AccountInvitation {
  return { ...decodeInvitation(value), role: roleOf(text(asObject(value), 'role')) };
}

export function decodeResetLink(value: unknown): ResetLink {
  const from = asObject(value);
  const url = text(from, 'url');
  if (!/^https?:\/\//.test(url)) {
    throw new DecodeError('"url" must be an address');
  }
  return { url, expiresAt: time(text(from, 'expiresAt')) };
}

function decodeNamed(value: unknown): Named {
  const from = asObject(value);
  return {
    id: text(from, 'id'),
    username: text(from, 'username'),
    displayName: text(from, 'displayName'),
  };
}

/** What an act was about, in whatever form it has: `role: ADMIN, was: USER`. */
function detailsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${typeof each === 'string' ? each : JSON.stringify(each)}`)
    .join(', ');
}
