import type { Audience, Post } from '../../lib/model/posts';
import { DecodeError, asObject, count, flag, text } from '../../lib/model/json';
import { localInput } from '../../lib/time/input';

/** What the editor holds. */
export interface PostForm {
  readonly title: string;
  readonly body: string;
  readonly audience: Audience;
  readonly pinned: boolean;
  /** Of a `datetime-local` input; empty to publish at once. */
  readonly publishAt: string;
}

/** What was written and not saved, and which version of the post it changes; 0 for a new one. */
export interface PostDraft {
  readonly form: PostForm;
  readonly version: number;
}

export function formOf(post: Post | undefined): PostForm {
  return {
    title: post?.title ?? '',
    body: post?.body ?? '',
    audience: post?.audience ?? 'everybody',
    pinned: post?.pinned ?? false,
    publishAt:
      post?.publishAt !== undefined && post.state !== 'published' ? localInput(post.publishAt) : '',
  };
}

/** Where the draft of a post is kept. */
export function placeOf(post: Post | undefined): string {
  return `post.${post?.id ?? 'new'}`;
}

/** Reads what was kept; what cannot be read is as good as absent. */
export function draftIn(kept: unknown): PostDraft | undefined {
  try {
    const from = asObject(kept);
    const form = asObject(from['form']);
    const audience = text(form, 'audience');
    return {
      version: count(from, 'version'),
      form: {
        title: text(form, 'title'),
        body: text(form, 'body'),
        audience: audience === 'users' || audience === 'admins' ? audience : 'everybody',
        pinned: flag(form, 'pinned'),
        publishAt: text(form, 'publishAt'),
      },
    };
  } catch (error) {
    if (error instanceof DecodeError) {
      return undefined;
    }
    throw error;
  }
}

/** Nothing is kept where nothing was changed. */
export function isSame(a: PostForm, b: PostForm): boolean {
  return (
    a.title === b.title &&
    a.body === b.body &&
    a.audience === b.audience &&
    a.pinned === b.pinned &&
    a.publishAt === b.publishAt
  );
}
