import { messageOf, type AccessTokens, type Api } from '../../lib/http/api';
import { follow } from '../../lib/http/follow';
import type { SseEvent } from '../../lib/http/sse';
import { SignedOutError } from '../../lib/http/tokens';
import { asObject, list, optionalText } from '../../lib/model/json';
import { decodePost, type Post } from '../../lib/model/posts';
import { keepJson, keptJson, type Keep } from '../../lib/state/keep';
import { Store } from '../../lib/state/store';
import { backoffMs } from '../../lib/time/backoff';
import { EMPTY_BOARD, appliedIfReadable, boardOf, timeOf, withPost, type Board } from './board';

export interface FeedState {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly board: Board;
  /** Whether changes arrive by themselves right now. */
  readonly live: boolean;
  readonly problem?: string;
}

export interface PostsFeedOptions {
  readonly api: Api;
  readonly tokens: AccessTokens;
  readonly url: string;
  readonly myId: string;
  readonly keep: Keep;
  readonly onPublished: (post: Post) => void;
}

interface Listing {
  readonly items: readonly Post[];
  readonly next: string | undefined;
  readonly position: string;
}

const PAGE = 100;
const MOST_PAGES = 10;

/** The posts, read once and then followed live for as long as the person is signed in. */
export class PostsFeed {
  readonly state = new Store<FeedState>({ state: 'loading', board: EMPTY_BOARD, live: false });
  readonly seenUntil: Store<number>;
  readonly #options: PostsFeedOptions;
  #stop: (() => void) | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #round = 0;
  #attempt = 0;

  constructor(options: PostsFeedOptions) {
    this.#options = options;
    const kept = keptJson(options.keep, this.#name());
    this.seenUntil = new Store(typeof kept === 'number' ? kept : 0);
  }

  start(): void {
    void this.#begin();
  }

  close(): void {
    this.#round++;
    clearTimeout(this.#retry);
    this.#stop?.();
    this.#stop = undefined;
  }

  /** A post as the server answered it: shown at once, whatever the stream brings later. */
  take(post: Post): void {
    this.#board(withPost(this.state.get().board, post).board);
  }

  /** All that is there now has been seen. */
  markSeen(): void {
    const times = [...this.state.get().board.posts.values()].map(timeOf);
    const until = Math.max(this.seenUntil.get(), ...times.filter((at) => at <= Date.now()));
    this.seenUntil.set(until);
    keepJson(this.#options.keep, this.#name(), until);
  }

  isNew(post: Post, seenUntil = this.seenUntil.get()): boolean {
    const isOthers = post.authorId !== this.#options.myId;
    return isOthers && post.state === 'published' && timeOf(post) > seenUntil;
  }

  async #begin(): Promise<void> {
    const round = ++this.#round;
    this.#stop?.();
    try {
      const { items, position } = await this.#list();
      if (round !== this.#round) {
        return;
      }
      this.#attempt = 0;
      this.state.set({ state: 'ready', board: boardOf(items), live: false });
      this.#stop = this.#follow(position);
    } catch (error) {
      if (round === this.#round && !(error instanceof SignedOutError)) {
        this.#failed(error);
      }
    }
  }

  #failed(error: unknown): void {
    if (this.state.get().state !== 'ready') {
      this.state.update((state) => ({ ...state, state: 'failed', problem: messageOf(error) }));
    }
    const delay = backoffMs(++this.#attempt, Math.random);
    this.#retry = setTimeout(() => void this.#begin(), delay);
  }

  /** The first page's position: what changes while the others are read comes once more, not never. */
  async #list(): Promise<Listing> {
    const items: Post[] = [];
    let position = '';
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const listing = await this.#options.api.get(`/posts?limit=${PAGE}${cursor}`, decodeListing);
      items.push(...listing.items);
      position = position === '' ? listing.position : position;
      if (listing.next === undefined) {
        break;
      }
      cursor = `&cursor=${encodeURIComponent(listing.next)}`;
    }
    return { items, next: undefined, position };
  }

  #follow(position: string): () => void {
    return follow({
      url: this.#options.url,
      tokens: this.#options.tokens,
      from: position,
      onOpen: () => {
        this.state.update((state) => ({ ...state, live: true }));
      },
      onLost: () => {
        this.state.update((state) => ({ ...state, live: false }));
      },
      onEvent: (event) => {
        this.#event(event);
      },
    });
  }

  #event(event: SseEvent): void {
    if (event.type === 'reset' || isOtherRole(event)) {
      void this.#begin();
      return;
    }
    const step = appliedIfReadable(this.state.get().board, event);
    this.#board(step.board);
    if (step.published && step.published.authorId !== this.#options.myId) {
      this.#options.onPublished(step.published);
    }
  }

  #board(board: Board): void {
    this.state.update((state) => (state.board === board ? state : { ...state, board }));
  }

  #name(): string {
    return `parley.posts.${this.#options.myId}`;
  }
}

/** Another role sees other posts: those that were there before are not told again. */
function isOtherRole(event: SseEvent): boolean {
  return event.type === 'notice' && event.data.includes('"role.changed"');
}

function decodeListing(value: unknown): Listing {
  const from = asObject(value);
  const position = from['position'];
  return {
    items: list(from['items'], decodePost),
    next: optionalText(from, 'next'),
    position: typeof position === 'number' ? String(position) : '',
  };
}
