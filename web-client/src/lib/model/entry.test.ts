import { describe, expect, it } from 'vitest';
import { decodeLogin, decodeOptions, isHalf } from './entry';

const user = { id: 'a', username: 'ada', displayName: 'Ada', role: 'ADMIN' };
const grant = { accessToken: 'x', expiresIn: 300, refreshToken: 'y', user };

describe('the ways in', () => {
  it('are closed where the server says what this client does not know', () => {
    expect(decodeOptions({ registration: 'by.lottery' })).toEqual({
      registration: 'closed',
      passwordReset: false,
    });
  });

  it('lead to a page of http, not into a script', () => {
    const identityProvider = { name: 'X', startUrl: 'javascript:steal()' };

    expect(() => decodeOptions({ registration: 'open', identityProvider })).toThrow('startUrl');
    expect(
      decodeOptions({
        registration: 'open',
        identityProvider: { name: 'X', startUrl: '/api/v1/auth/oidc/start' },
      }).identityProvider?.name,
    ).toBe('X');
  });
});

describe('a login', () => {
  it('is done, or asks for a code', () => {
    const half = { mfaToken: 'm', expiresIn: 300, methods: ['totp', 'recovery'] };

    expect(isHalf(decodeLogin(grant))).toBe(false);
    expect(isHalf(decodeLogin(half))).toBe(true);
    expect(decodeLogin(half)).toEqual(half);
  });

  it('may ask to set a second factor up', () => {
    const enrollment = { secret: 'ABCD', uri: 'otpauth://totp/x' };

    expect(decodeLogin({ mfaToken: 'm', expiresIn: 300, methods: [], enrollment })).toMatchObject({
      enrollment,
    });
  });
});
