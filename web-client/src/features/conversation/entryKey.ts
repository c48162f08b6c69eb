import type { Row } from './timeline';

/** Where one comes to from outside of the list: the newest message that one can do something with. */
export function newestMessageKey(rows: readonly Row[]): string | undefined {
  for (const row of rows.toReversed()) {
    const bubble = row.kind === 'group' && row.bubbles.findLast((each) => each.message?.text);
    if (bubble) {
      return bubble.key;
    }
  }
  return undefined;
}
