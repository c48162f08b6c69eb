import { useCallback, useState } from 'react';
import type { Post } from '../../lib/model/posts';

/** Nearer than this to the top counts as being there. */
const TOP_PX = 40;

export interface HeldBack {
  /** What the list shows now. */
  readonly shown: readonly Post[];
  /** How many posts wait above. */
  readonly waiting: number;
  readonly onScroll: (scrollTop: number) => void;
  /** Shows everything. */
  readonly release: () => void;
}

/**
 * Keeps posts that arrive while somebody reads further down out of the list until that person is
 * back at the top or asks for them, so that nothing moves under the eyes.
 */
export function useHeldBack(posts: readonly Post[]): HeldBack {
  const [settled, setSettled] = useState<ReadonlySet<string>>();
  const shown = settled ? posts.filter((post) => settled.has(post.id)) : posts;
  const release = useCallback(() => {
    setSettled(undefined);
  }, []);
  const onScroll = useCallback(
    (scrollTop: number) => {
      if (scrollTop <= TOP_PX) {
        setSettled(undefined);
      } else {
        setSettled((before) => before ?? new Set(posts.map((post) => post.id)));
      }
    },
    [posts],
  );
  return { shown, waiting: posts.length - shown.length, onScroll, release };
}
