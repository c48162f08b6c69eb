import { DecodeError, asObject, count, parseObject, text } from '../../lib/model/json';
import { decodePost, type Post } from '../../lib/model/posts';
import type { SseEvent } from '../../lib/http/sse';

/** All posts that are known here, and the versions of those that are gone. */
export interface Board {
  readonly posts: ReadonlyMap<string, Post>;
  readonly gone: ReadonlyMap<string, number>;
}

export interface BoardStep {
  readonly board: Board;
  /** A post that has just become readable. */
  readonly published?: Post;
}

export const EMPTY_BOARD: Board = { posts: new Map(), gone: new Map() };

export function boardOf(posts: readonly Post[]): Board {
  return { posts: new Map(posts.map((post) => [post.id, post])), gone: new Map() };
}

/** Applies an event of the stream. Of two states of a post the one with the higher version counts. */
export function applied(board: Board, event: SseEvent): BoardStep {
  switch (event.type) {
    case 'post.created':
    case 'post.updated':
      return withPost(board, decodePost(parseObject(event.data)));
    case 'post.deleted':
      return { board: withoutPost(board, event.data) };
    default:
      return { board };
  }
}

/** As `applied`; an event that cannot be read changes nothing. */
export function appliedIfReadable(board: Board, event: SseEvent): BoardStep {
  try {
    return applied(board, event);
  } catch (error) {
    if (error instanceof DecodeError) {
      return { board };
    }
    throw error;
  }
}

export function withPost(board: Board, post: Post): BoardStep {
  const before = board.posts.get(post.id);
  const known = Math.max(before?.version ?? -1, board.gone.get(post.id) ?? -1);
  if (post.version <= known) {
    return { board };
  }
  const posts = new Map(board.posts).set(post.id, post);
  const isNews = post.state === 'published' && before?.state !== 'published';
  return { board: { ...board, posts }, ...(isNews && { published: post }) };
}

/** Pinned ones first, then the newest. */
export function inOrder(board: Board): Post[] {
  return [...board.posts.values()].sort(
    (a, b) => Number(b.pinned) - Number(a.pinned) || timeOf(b) - timeOf(a),
  );
}

/** The moment by which a post stands in the list. */
export function timeOf(post: Post): number {
  return post.publishedAt ?? post.publishAt ?? post.createdAt;
}

function withoutPost(board: Board, data: string): Board {
  const from = asObject(parseObject(data));
  const id = text(from, 'id');
  const version = count(from, 'version');
  if ((board.posts.get(id)?.version ?? -1) > version) {
    return board;
  }
  const posts = new Map(board.posts);
  posts.delete(id);
  return { posts, gone: new Map(board.gone).set(id, version) };
}
