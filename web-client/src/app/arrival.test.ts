import { describe, expect, it } from 'vitest';
import { failureWords, returnedIn } from './arrival';

describe('coming back from the sign-in of the company', () => {
  it.each([
    ['', {}],
    ['?other=1', {}],
    ['?signedIn=a-code', { code: 'a-code' }],
    ['?signInFailed=denied', { failed: 'denied' }],
  ])('%s', (search, returned) => {
    expect(returnedIn(search)).toEqual(returned);
  });

  it('says why it did not work, whatever stands in the address', () => {
    expect(failureWords('expired')).toContain('too long');
    expect(failureWords('<img src=x>')).toBe('The sign-in did not work. Begin again.');
  });
});
