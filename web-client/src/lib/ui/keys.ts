import type { KeyboardEvent } from 'react';

/** Of a key that an input method takes: Safari tells of it after the composition has ended. */
const COMPOSING = 229;

/**
 * Whether a key belongs to an input method, which is choosing a word with it (Enter, Escape, arrows),
 * and not to the page.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // Deprecated, and the only thing that Safari tells it by
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.nativeEvent.isComposing || event.nativeEvent.keyCode === COMPOSING;
}
