import { ApiError, nothing, type Api } from '../http/api';
import { isDndAt } from '../model/dnd';
import { samePresence, shownOf, type PersonPresence } from '../model/presence';
import { decodeMyStatus, type MyStatus } from '../model/status';
import { PresenceFeed } from '../stomp/presenceFeed';
import { Store, joined } from '../state/store';
import { backoffMs } from '../time/backoff';
import { Activity } from './activity';
import { WatchList } from './watchList';

/** A status and a schedule begin and end without an event. */
const NOW_MS = 15_000;

/** Who of the people on the screen is there, and what the others are shown of me. */
export class Presence {
  readonly feed = new PresenceFeed();
  readonly watched: WatchList;
  /** Undefined until it is known, and where the server does not know it. */
  readonly mine = new Store<MyStatus | undefined>(undefined);
  readonly now = new Store(Date.now());
  readonly #api: Api;
  readonly #myId: string;
  readonly #clock: ReturnType<typeof setInterval>;
  readonly #stops: (() => void)[];
  readonly #shown = new Map<string, PersonPresence>();
  #told: PersonPresence | undefined;
  #loads = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, myId: string) {
    this.#api = api;
    this.#myId = myId;
    this.#clock = setInterval(() => {
      this.now.set(Date.now());
    }, NOW_MS);
    this.watched = new WatchList((ids) => {
      this.feed.watch(ids);
    });
    const activity = new Activity((isAway) => {
      this.feed.tell(isAway);
    });
    this.#stops = [
      activity.start(),
      // Another device of mine may have changed what the others are shown of me
      this.watched.add(myId),
      this.feed.known.watch(() => {
        this.#toldOfMe();
      }),
      this.feed.most.watch(() => {
        this.watched.limit(this.feed.most.get() ?? 0);
      }),
    ];
  }

  /** What is shown of somebody who is watched: the same object until that is another. */
  shown(id: string): PersonPresence | undefined {
    const before = this.#shown.get(id);
    const shown = shownOf(this.feed.known.get(), id, this.now.get());
    if (samePresence(before, shown)) {
      return before;
    }
    if (shown) {
      this.#shown.set(id, shown);
    } else {
      this.#shown.delete(id);
    }
    return shown;
  }

  /** Tells when somebody may be shown as another. */
  watch(changed: () => void): () => void {
    return joined(this.feed.known, this.now).watch(changed);
  }

  /** Whether others may see that I am here; not before that is known. */
  isVisible(): boolean {
    const shown = this.mine.get()?.presence;
    return shown !== undefined && shown !== 'invisible';
  }

  /** Whether I do not want to be disturbed now. */
  isQuiet(): boolean {
    return isDndAt(this.mine.get()?.dnd, Date.now());
  }

  /** Reads what the others are shown of me. */
  async load(): Promise<void> {
    const round = ++this.#loads;
    clearTimeout(this.#retry);
    if (this.feed.most.get() === undefined) {
      // A server of before knows nothing of this
      this.#take(round, undefined);
      return;
    }
    try {
      const mine = await this.#api.get('/me/status', decodeMyStatus);
      this.#take(round, mine);
    } catch (error) {
      if (error instanceof ApiError && error.problem.status < 500) {
        this.#take(round, undefined);
      } else if (round === this.#loads) {
        this.#failures++;
        this.#retry = setTimeout(() => void this.load(), backoffMs(this.#failures, Math.random));
      }
    }
  }

  #take(round: number, mine: MyStatus | undefined): void {
    if (round === this.#loads) {
      this.#failures = 0;
      this.mine.set(mine);
    }
  }

  /** Changes it: shown once the server has taken it. */
  async change(what: 'status' | 'dnd' | 'presence', body: unknown): Promise<void> {
    await this.#api.call({ method: 'PUT', path: `/me/${what}`, body, decode: nothing });
    await this.load();
  }

  close(): void {
    this.#loads = Infinity;
    clearTimeout(this.#retry);
    clearInterval(this.#clock);
    this.watched.close();
    this.#stops.forEach((stop) => {
      stop();
    });
  }

  /** What is told of me to my own devices says that something of it is another. */
  #toldOfMe(): void {
    const told = this.feed.known.get().people.get(this.#myId);
    const before = this.#told;
    this.#told = told;
    if (told && before && !samePresence(settingsOf(told), settingsOf(before))) {
      void this.load();
    }
  }
}

/** What of it somebody has set by hand. */
function settingsOf({ state, status, dnd }: PersonPresence): PersonPresence {
  return {
    state: state === 'invisible' ? state : 'unknown',
    ...(status && { status }),
    ...(dnd && { dnd }),
  };
}
