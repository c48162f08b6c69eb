import { decodePerson, type Person } from '../model/people';
import type { Page } from '../model/rooms';
import { pageOf } from '../model/rooms';
import type { Api } from './api';

const PAGE = 200;
/** Far above what a list on a screen can be used for; ends a server's endless cursor. */
const MOST_PAGES = 25;

/** The people whom this person sees. */
export function allPeople(api: Api, signal: AbortSignal): Promise<Person[]> {
  return allOf(api, '/users', decodePerson, { cursor: 'after', signal });
}

/** All items of a list with cursors; `cursor` names the parameter that takes the answer's `next`. */
export async function allOf<T>(
  api: Api,
  path: string,
  decode: (item: unknown) => T,
  { cursor = 'cursor', signal }: { cursor?: string; signal?: AbortSignal } = {},
): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: Page<T> = await api.get(withCursor(path, cursor, next), pageOf(decode), signal);
    items.push(...page.items);
    next = page.next;
    if (next === undefined) {
      break;
    }
  }
  return items;
}

function withCursor(path: string, name: string, cursor: string | undefined): string {
  const separator = path.includes('?') ? '&' : '?';
  const from = cursor === undefined ? '' : `&${name}=${encodeURIComponent(cursor)}`;
  return `${path}${separator}limit=${PAGE}${from}`;
}
