import { describe, expect, it } from 'vitest';
import { EMOJI, QUICK, emojiName } from './emojiList';

/** One emoji in the form that is kept; the flag is not known to the target that the code is written for. */
const RGI = new RegExp('^\\p{RGI_Emoji}$', 'v');

describe('the emoji to react with', () => {
  const all = EMOJI.flatMap(({ emoji }) => emoji);

  it.each([...all, ...QUICK])('$emoji is one that the server takes as it is', ({ emoji, name }) => {
    expect(emoji).toMatch(RGI);
    expect(name).not.toBe('');
  });

  it('are each there once, and those of the menu have the same names', () => {
    expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
    expect(QUICK.map(({ emoji }) => emojiName(emoji))).toEqual(QUICK.map(({ name }) => name));
    expect(emojiName('🦖')).toBe('🦖');
  });
});
