import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeLink } from '../../testing/fakeLink';
import { limitsIn } from '../model/limits';
import { shownOf } from '../model/presence';
import { PresenceFeed } from './presenceFeed';

const LIMITS = limitsIn('{"maxWatched":200}');
const QUEUE = '/user/queue/presence';

let feed: PresenceFeed;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  feed = new PresenceFeed();
});

afterEach(() => {
  vi.useRealTimers();
});

function session(limits = LIMITS): FakeLink {
  const nothing = () => undefined;
  const link = new FakeLink('t', { onOpen: nothing, onReceipt: nothing, onEnd: nothing });
  feed.attach(link, limits);
  return link;
}

const problem = (change: object) => ({
  ...{ code: 'unavailable', status: 503, title: '', fields: [] },
  ...change,
});
const lists = (link: FakeLink) =>
  link.sent.filter(({ destination }) => destination === '/app/presence/watch');
const states = (link: FakeLink) =>
  link.sent.filter(({ destination }) => destination === '/app/presence').map(({ body }) => body);

describe('the presence of others', () => {
  it('is followed once a session, for those who are on the screen, also in the next one', () => {
    const first = session();
    feed.watch(['ann']);
    feed.watch(['ann', 'bob']);
    feed.watch(['ann', 'bob']);
    expect(lists(first).map(({ body }) => body)).toEqual([
      { users: ['ann'] },
      { users: ['ann', 'bob'] },
    ]);

    feed.detach();
    const second = session();
    expect(lists(second).map(({ body }) => body)).toEqual([{ users: ['ann', 'bob'] }]);
    expect(second.subscriptions.map(({ destination }) => destination)).toEqual([QUEUE]);
  });

  it('is not certain until the new session has told all', () => {
    feed.watch(['ann']);
    const link = session();
    const stateOf = () => shownOf(feed.known.get(), 'ann', 0)?.state;
    const users = [{ id: 'ann', state: 'offline' }];
    link.control(QUEUE, { type: 'presence', full: true, users });
    expect(stateOf()).toBe('offline');

    feed.detach();
    expect(stateOf()).toBe('unknown');
    const next = session();
    link.control(QUEUE, { type: 'presence', users });
    expect(stateOf()).toBe('unknown');
    next.control(QUEUE, { type: 'presence', full: true, users });
    expect(stateOf()).toBe('offline');
  });

  it('is asked for again where the server was busy, with the newest list', () => {
    const link = session();
    feed.watch(['ann']);
    const refused = problem({ receiptId: lists(link).at(-1)?.receipt, retryAfterMs: 1_000 });
    expect(feed.refused(refused)).toBe(true);
    feed.watch(['ann', 'bob']);
    vi.advanceTimersByTime(5_000);
    expect(lists(link).at(-1)?.body).toEqual({ users: ['ann', 'bob'] });

    const before = lists(link).length;
    const wrong = { code: 'validation.failed', receiptId: lists(link).at(-1)?.receipt };
    expect(feed.refused(problem(wrong))).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(lists(link)).toHaveLength(before);
  });

  it('is subscribed to again where that was refused for a while', () => {
    const link = session();
    expect(feed.refused(problem({ destination: QUEUE }))).toBe(true);
    vi.advanceTimersByTime(5_000);

    expect(link.subscriptions).toHaveLength(2);
  });

  it('leaves receipts and errors of others to them', () => {
    session();

    expect(feed.receipted('c1')).toBe(false);
    expect(feed.refused(problem({ receiptId: 'read-1' }))).toBe(false);
    expect(feed.refused(problem({ destination: '/app/rooms/a/send' }))).toBe(false);
  });

  it('is nothing that a server of before is asked for', () => {
    const link = session(limitsIn('{}'));
    feed.watch(['ann']);
    feed.tell(true);

    expect(link.sent).toEqual([]);
    expect(link.subscriptions).toEqual([]);
    expect(feed.most.get()).toBeUndefined();
  });
});

describe('my own presence', () => {
  it('is told where it changes, and in each session where I am away', () => {
    const first = session();
    feed.tell(false);
    feed.tell(true);
    feed.tell(true);
    expect(states(first)).toEqual([{ state: 'away' }]);

    feed.detach();
    const second = session();
    feed.tell(false);
    expect(states(second)).toEqual([{ state: 'away' }, { state: 'online' }]);
    feed.detach();
    expect(states(session())).toEqual([]);
  });
});
