import { browserKeep } from '../lib/state/keep';
import { Store } from '../lib/state/store';

export type Theme = 'auto' | 'light' | 'dark';

const NAME = 'parley.theme';
const keep = browserKeep('localStorage');

export const theme = new Store<Theme>(kept());

export function setTheme(next: Theme): void {
  keep.setItem(NAME, next);
  theme.set(next);
  show();
}

/** Before anything is drawn, so that a dark page does not flash white. */
export function show(): void {
  document.documentElement.dataset['theme'] = theme.get();
}

function kept(): Theme {
  const name = keep.getItem(NAME);
  return name === 'light' || name === 'dark' ? name : 'auto';
}
