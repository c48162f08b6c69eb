// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useHeldBack } from './heldBack';
import type { Post } from '../../lib/model/posts';

afterEach(cleanup);

function posts(...ids: string[]): Post[] {
  return ids.map((id) => ({
    id,
    title: id,
    body: '',
    html: '',
    authorId: 'a',
    author: 'Ada',
    state: 'published',
    audience: 'everybody',
    pinned: false,
    createdAt: 0,
    updatedAt: 0,
    version: 1,
  }));
}

describe('posts that arrive', () => {
  it('stand in the list at once for who is at its top', () => {
    const list = renderHook(({ all }) => useHeldBack(all), { initialProps: { all: posts('a') } });

    list.rerender({ all: posts('b', 'a') });

    expect(list.result.current.shown.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(list.result.current.waiting).toBe(0);
  });

  it('wait for who reads further down, until back at the top or asking', () => {
    const list = renderHook(({ all }) => useHeldBack(all), { initialProps: { all: posts('a') } });
    act(() => {
      list.result.current.onScroll(300);
    });
    list.rerender({ all: posts('c', 'b', 'a') });
    expect(list.result.current.shown.map(({ id }) => id)).toEqual(['a']);
    expect(list.result.current.waiting).toBe(2);

    act(() => {
      list.result.current.onScroll(310);
    });
    expect(list.result.current.waiting).toBe(2);
    act(() => {
      list.result.current.release();
    });
    expect(list.result.current.waiting).toBe(0);
    act(() => {
      list.result.current.onScroll(300);
    });
    list.rerender({ all: posts('d', 'c', 'b', 'a') });
    expect(list.result.current.waiting).toBe(1);
    act(() => {
      list.result.current.onScroll(0);
    });
    expect(list.result.current.waiting).toBe(0);
  });
});
