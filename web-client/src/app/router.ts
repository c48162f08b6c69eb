import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'home' | 'login' | 'forgot' | 'posts' | 'newPost' }
  | { readonly page: 'account' | 'support' | 'mentions' | 'threads' }
  | { readonly page: 'people' | 'audit' | 'invitations' | 'queues' }
  | { readonly page: 'register'; readonly invitation: string }
  | { readonly page: 'resetPassword'; readonly token: string }
  | { readonly page: 'join'; readonly code: string }
  | {
      readonly page: 'room';
      readonly roomId: string;
      readonly beside?: Beside;
      /** The seq of the message that one comes for. */
      readonly at?: number;
    }
  | { readonly page: 'unknown' }
  | { readonly page: 'person'; readonly userId: string }
  | { readonly page: 'post' | 'editPost'; readonly postId: string };

/** What stands beside a room: a thread by the seq of the message that it hangs on. */
export type Beside =
  | { readonly what: 'members' | 'threads' | 'settings' }
  /** `at` is the seq of the message in it that one comes for. */
  | { readonly what: 'thread'; readonly root: number; readonly at?: number };

/** Routes stand behind the hash, so that the server needs to know one page only. */
export function routeOf(hash: string): Route {
  const [first = '', ...rest] = hash.replace(/^#?\/?/, '').split('/');
  const [second = '', third = '', ...more] = rest;
  switch (first) {
    case 'login':
    case 'account':
    case 'support':
    case 'mentions':
    case 'threads':
    case 'audit':
    case 'invitations':
    case 'queues':
      return { page: first };
    case 'register':
      return { page: first, invitation: isCode(second) ? second : '' };
    case 'forgot-password':
      return { page: 'forgot' };
    case 'reset-password':
      return isCode(second) ? { page: 'resetPassword', token: second } : { page: 'login' };
    case 'join':
      return isCode(second) ? { page: 'join', code: second } : { page: 'unknown' };
    case 'rooms':
      return roomRoute(second, third, more);
    case 'people':
      return isId(second) ? { page: 'person', userId: second } : { page: 'people' };
    case 'posts':
      return postRoute(second, third);
    case '':
      return { page: 'home' };
    default:
      return { page: 'unknown' };
  }
}

export function goTo(path: string): void {
  window.location.hash = path;
}

/** Without a new entry in the browser's history. */
export function replaceWith(path: string): void {
  window.location.replace(`#${path}`);
}

export function useHash(): string {
  return useSyncExternalStore(watchHash, () => window.location.hash);
}

function roomRoute(id: string, part: string, seqs: readonly string[]): Route {
  if (!isId(id)) {
    return { page: 'unknown' };
  }
  const [first, second] = seqs.map(seqOf);
  if (part === 'messages' && first !== undefined) {
    return { page: 'room', roomId: id, at: first };
  }
  const beside = besideOf(part, first, second);
  return { page: 'room', roomId: id, ...(beside && { beside }) };
}

function besideOf(part: string, root?: number, at?: number): Beside | undefined {
  if (part === 'threads' && root !== undefined) {
    return { what: 'thread', root, ...(at !== undefined && { at }) };
  }
  return part === 'members' || part === 'threads' || part === 'settings'
    ? { what: part }
    : undefined;
}

function seqOf(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

function postRoute(id: string, action: string): Route {
  if (id === 'new') {
    return { page: 'newPost' };
  }
  if (!isId(id)) {
    return { page: 'posts' };
  }
  return { page: action === 'edit' ? 'editPost' : 'post', postId: id };
}

/** Ids go into paths of requests: nothing else may. */
function isId(text: string): boolean {
  return /^[0-9a-f-]{8,64}$/i.test(text);
}

/** One-time secrets of links: they go into bodies of requests. */
function isCode(text: string): boolean {
  return /^[\w-]{8,128}$/.test(text);
}

function watchHash(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => {
    window.removeEventListener('hashchange', changed);
  };
}
