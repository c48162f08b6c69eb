import { asObject, flag, optionalCount, optionalText, text, type JsonObject } from './json';
import { time } from './events';

export type PostState = 'draft' | 'scheduled' | 'published' | 'withdrawn';
export type Audience = 'everybody' | 'users' | 'admins';

export interface Post {
  readonly id: string;
  readonly title: string;
  /** As it was written, in Markdown. */
  readonly body: string;
  /** As the server renders it; shown only after a second check, see SafeHtml. */
  readonly html: string;
  readonly authorId: string;
  readonly author: string;
  readonly state: PostState;
  readonly audience: Audience;
  readonly pinned: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly publishAt?: number;
  readonly publishedAt?: number;
  readonly version: number;
}

export function decodePost(value: unknown): Post {
  const from = asObject(value);
  const publishAt = optionalText(from, 'publishAt');
  const publishedAt = optionalText(from, 'publishedAt');
  return {
    id: text(from, 'id'),
    title: text(from, 'title'),
    body: optionalText(from, 'body') ?? '',
    html: optionalText(from, 'html') ?? '',
    ...authorOf(from),
    state: oneOf(from, 'state', ['draft', 'scheduled', 'published', 'withdrawn'], 'published'),
    audience: oneOf(from, 'audience', ['everybody', 'users', 'admins'], 'everybody'),
    pinned: flag(from, 'pinned'),
    createdAt: time(text(from, 'createdAt')),
    updatedAt: time(text(from, 'updatedAt')),
    version: optionalCount(from, 'version') ?? 0,
    ...(publishAt !== undefined && { publishAt: time(publishAt) }),
    ...(publishedAt !== undefined && { publishedAt: time(publishedAt) }),
  };
}

function authorOf(from: JsonObject): { authorId: string; author: string } {
  const author = asObject(from['author']);
  return { authorId: text(author, 'id'), author: text(author, 'name') };
}

function oneOf<T extends string>(
  from: JsonObject,
  name: string,
  allowed: readonly T[],
  otherwise: T,
): T {
  const value = optionalText(from, name)?.toLowerCase();
  return allowed.find((each) => each === value) ?? otherwise;
}
