const CONTROLS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
/** Letters that run from right to left, and what changes the direction. */
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802-\ud803\ud83a-\ud83b]/;

/**
 * A name or a text within a sentence that is not its own, so that it cannot turn what stands around
 * it. Where there are elements, `<bdi>` does the same.
 */
export function isolated(text: string): string {
  return TURNS.test(text) ? `\u2068${text.replace(CONTROLS, '')}\u2069` : text;
}
