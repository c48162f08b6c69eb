const FEW_EMOJI = /^(?:\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\p{Mn}|\p{Cf})*){1,3}$/u;
/** Families with skin tones are long; this is three of them. */
const LONGEST = 100;

/** Whether a message is nothing but one to three emoji, which are shown large. */
export function isFewEmoji(text: string): boolean {
  return text.length <= LONGEST && FEW_EMOJI.test(text);
}
