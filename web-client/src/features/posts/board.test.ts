import { describe, expect, it } from 'vitest';
import type { Post } from '../../lib/model/posts';
import { EMPTY_BOARD, applied, appliedIfReadable, boardOf, inOrder, type Board } from './board';

const AUTHOR = { id: 'a', name: 'Ada', role: 'ADMIN' };
const AT = '2026-11-01T09:00:00.000Z';

function post(change: object = {}): object {
  const text = { title: 'T', body: 'b', html: '<p>b</p>', audience: 'everybody', pinned: false };
  const times = { createdAt: AT, updatedAt: AT, publishedAt: AT };
  return { id: 'p1', author: AUTHOR, state: 'published', version: 1, ...text, ...times, ...change };
}

function after(board: Board, type: string, data: object): Board {
  return applied(board, { type, data: JSON.stringify(data) }).board;
}

function titles(board: Board): string[] {
  return inOrder(board).map((each: Post) => each.title);
}

describe('the board of posts', () => {
  it('follows what is created, updated and deleted', () => {
    let board = after(EMPTY_BOARD, 'post.created', post());
    board = after(board, 'post.updated', post({ title: 'T2', version: 2 }));
    expect(titles(board)).toEqual(['T2']);

    board = after(board, 'post.deleted', { id: 'p1', version: 3 });
    expect(titles(board)).toEqual([]);
  });

  it('goes by versions, not by the order in which they come', () => {
    let board = after(EMPTY_BOARD, 'post.updated', post({ title: 'new', version: 5 }));
    board = after(board, 'post.created', post({ title: 'old', version: 1 }));
    board = after(board, 'post.deleted', { id: 'p1', version: 4 });

    expect(titles(board)).toEqual(['new']);
  });

  it('does not bring a deleted post back, unless it was published anew', () => {
    let board = after(EMPTY_BOARD, 'post.deleted', { id: 'p1', version: 3 });
    board = after(board, 'post.updated', post({ version: 2 }));
    expect(titles(board)).toEqual([]);

    board = after(board, 'post.updated', post({ version: 4 }));
    expect(titles(board)).toEqual(['T']);
  });

  it('announces a post when it becomes readable, once', () => {
    const created = (data: object, board = EMPTY_BOARD) =>
      applied(board, { type: 'post.created', data: JSON.stringify(data) });

    expect(created(post({ state: 'draft' })).published).toBeUndefined();
    const draft = created(post({ state: 'scheduled' })).board;
    const out = created(post({ version: 2 }), draft);
    expect(out.published?.id).toBe('p1');
    expect(created(post({ version: 3, title: 'edited' }), out.board).published).toBeUndefined();
  });

  it('has pinned posts first, then the newest', () => {
    let board = boardOf([]);
    board = after(board, 'post.created', post({ id: 'p1', title: 'old' }));
    board = after(board, 'post.created', post({ id: 'p2', title: 'pinned', pinned: true }));
    const later = '2026-11-02T09:00:00.000Z';
    board = after(board, 'post.created', post({ id: 'p3', title: 'new', publishedAt: later }));

    expect(titles(board)).toEqual(['pinned', 'new', 'old']);
  });

  it('is not shaken by what it cannot read', () => {
    for (const data of ['', 'null', '{}', '{"id":5}']) {
      expect(appliedIfReadable(EMPTY_BOARD, { type: 'post.created', data }).board).toBe(
        EMPTY_BOARD,
      );
    }
    expect(applied(EMPTY_BOARD, { type: 'notice', data: '{}' }).board).toBe(EMPTY_BOARD);
  });
});
