import type { Page } from '../model/rooms';
import { pageOf } from '../model/rooms';
import type { Api } from './api';

const PAGE = 200;
/** Far above what a list on a screen can be used for. */
const MOST_ITEMS = 5_000;

/** All items of a list with cursors. */
export async function allOf<T>(
  api: Api,
  path: string,
  decode: (item: unknown) => T,
  { signal }: { signal?: AbortSignal } = {},
): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;
  // Pages also end by bytes: how many there are says nothing of how many items
  while (items.length < MOST_ITEMS) {
    const page: Page<T> = await api.get(withCursor(path, next), pageOf(decode), signal);
    items.push(...page.items);
    next = page.next;
    if (next === undefined || page.items.length === 0) {
      break;
    }
  }
  return items;
}

function withCursor(path: string, cursor: string | undefined): string {
  const separator = path.includes('?') ? '&' : '?';
  const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  return `${path}${separator}limit=${PAGE}${from}`;
}
