import { createContext, useContext } from 'react';
import type { PostsFeed } from './postsFeed';

export const PostsContext = createContext<PostsFeed | undefined>(undefined);

export function usePosts(): PostsFeed {
  const posts = useContext(PostsContext);
  if (!posts) {
    throw new Error('there are no posts here');
  }
  return posts;
}
