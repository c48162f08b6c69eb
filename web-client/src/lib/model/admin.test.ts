import { describe, expect, it } from 'vitest';
import { decodeApplied, decodeAuditEntry, decodeManagedPerson, isForEver } from './admin';
import { deviceOf } from './account';
import { endedWords } from './problems';
import { decodeRoom, whyClosed } from './rooms';

const at = '2026-11-22T10:00:00.000Z';
const ben = { id: 'b', username: 'ben', displayName: 'Ben', role: 'USER' };

describe('what admins see', () => {
  it('is a person with what happened to the account', () => {
    const seen = { ...ben, createdAt: at, secondFactor: true, liveSessions: 2, version: 3 };
    const banned = { ...seen, bannedUntil: '9999-12-31T23:59:59.000Z', banReason: 'spam' };

    expect(decodeManagedPerson(seen)).toMatchObject({ secondFactor: true, liveSessions: 2 });
    expect(isForEver(decodeManagedPerson(banned).bannedUntil ?? 0)).toBe(true);
  });

  it('is an act of which some parts may be missing', () => {
    expect(decodeAuditEntry({ id: 1, at, action: 'key.rotated', details: { kid: 'k1' } })).toEqual({
      id: 1,
      at: Date.parse(at),
      action: 'key.rotated',
      details: 'kid: k1',
    });
  });

  it('is how far a change has come', () => {
    expect(decodeApplied(undefined).applied).toBe(true);
    expect(decodeApplied({ ...ben, applied: true }).applied).toBe(true);
    expect(decodeApplied({ applied: false, pending: ['chat-2:1'] }).pending).toEqual(['chat-2:1']);
  });
});

describe('a session', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36',
      'Chrome on Linux',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19 like Mac OS X) Safari/605', 'Safari on iOS'],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/143.0 Edg/143.0', 'Edge on Windows'],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', 'Unknown device'],
  ])('of %j is of %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });

  it('that ends says why where the server does', () => {
    const problem = { status: 401, title: '', fields: [] };
    const banned = 'This account is banned until 2026-12-24T18:00:00Z.';

    expect(endedWords({ ...problem, code: 'auth.revoked', detail: banned })).toMatch(
      /^This account is banned until .*2026.*\.$/,
    );
    expect(endedWords({ ...problem, code: 'auth.revoked', detail: banned })).not.toContain('T18');
    expect(endedWords({ ...problem, code: 'auth.invalid' })).toContain('has ended');
  });
});

describe('a room', () => {
  const room = { id: 'r', name: 'Launch', version: 1, standing: 'member' };
  const why = (view: object, role: 'ADMIN' | 'USER', now = 0) =>
    whyClosed(decodeRoom({ ...room, ...view }), role, now);

  it('is open to its members', () => {
    expect(why({ kind: 'group' }, 'USER')).toBeUndefined();
    expect(why({ kind: 'support', queue: { id: 'q', name: 'Q' } }, 'USER')).toBeUndefined();
    expect(why({ kind: 'announce' }, 'ADMIN')).toBeUndefined();
    expect(why({ kind: 'direct', with: { ...ben, role: 'ADMIN' } }, 'USER')).toBeUndefined();
  });

  it('says why one cannot write', () => {
    expect(why({ kind: 'announce' }, 'USER')).toContain('Only admins');
    expect(why({ kind: 'group', standing: 'spectator' }, 'USER')).toContain('spectator');
    expect(why({ kind: 'direct', with: ben, frozen: true }, 'ADMIN')).toContain('frozen');
    expect(why({ kind: 'direct', with: ben }, 'USER')).toContain('frozen');
  });

  it('opens again when a mute ends', () => {
    const muted = { kind: 'group', standing: 'muted', mutedUntil: at };

    expect(why(muted, 'USER', Date.parse(at) - 1)).toContain('muted until');
    expect(why(muted, 'USER', Date.parse(at))).toBeUndefined();
  });
});
