import type { Page } from '../model/rooms';
import { pageOf } from '../model/rooms';
import type { Api } from './api';

const PAGE = 200;
/** Far above what a list on a screen can be used for; ends a server's endless cursor. */
const MOST_PAGES = 25;

/** All items of a list with cursors. */
export async function allOf<T>(
  api: Api,
  path: string,
  decode: (item: unknown) => T,
  { signal }: { signal?: AbortSignal } = {},
): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: Page<T> = await api.get(withCursor(path, next), pageOf(decode), signal);
    items.push(...page.items);
    next = page.next;
    if (next === undefined) {
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
