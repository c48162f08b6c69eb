import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeLinks } from '../../testing/fakeLink';
import { BEN, ROOM, asWire, message } from '../../testing/samples';
import { MemoryKeep } from '../state/keep';
import type { ChatOptions } from './chatOptions';
import { ChatClient } from './client';
import { Deliveries } from './deliveries';
import { CLOSE } from './reconnect';

const TOPIC = `/topic/rooms/${ROOM}`;
const SEND = `/app/rooms/${ROOM}/send`;
const ERRORS = '/user/queue/errors';

let links: FakeLinks;
let keep: MemoryKeep;
let nextId: number;
let token: ChatOptions['token'];
let inbox: ReturnType<typeof vi.fn<ChatOptions['onInbox']>>;
let onRole: ReturnType<typeof vi.fn<() => void>>;
let onInboxOpen: ReturnType<typeof vi.fn<() => void>>;
let closedRooms: string[];
let fullRooms: string[];

beforeEach(() => {
  vi.useFakeTimers();
  links = new FakeLinks();
  keep = new MemoryKeep();
  nextId = 1;
  token = vi.fn(() => Promise.resolve('access'));
  inbox = vi.fn();
  closedRooms = [];
  fullRooms = [];
  onRole = vi.fn();
  onInboxOpen = vi.fn();
});

afterEach(() => {
  vi.useRealTimers();
});

function newDeliveries(): Deliveries {
  return new Deliveries(keep, 'outbox', () => `c${nextId++}`);
}

function newClient(deliveries = newDeliveries()): ChatClient {
  return new ChatClient({
    url: 'ws://test/ws',
    myId: BEN.id,
    token,
    openLink: links.open,
    deliveries,
    onInbox: inbox,
    onRoomClosed: (roomId) => closedRooms.push(roomId),
    onFull: (roomId) => fullRooms.push(roomId),
    onRole,
    onInboxOpen,
    onOnline: () => undefined,
    random: () => 0.5,
  });
}

async function connected(client: ChatClient): Promise<void> {
  client.start();
  await vi.advanceTimersByTimeAsync(0);
  links.last.open();
}

async function reconnected(): Promise<void> {
  await vi.advanceTimersByTimeAsync(31_000);
  links.last.open();
}

function arrive(...seqs: number[]): void {
  for (const seq of seqs) {
    links.last.event(TOPIC, seq, asWire(message(seq)));
  }
}

function shown(client: ChatClient): number[] | undefined {
  return client
    .view(ROOM)
    ?.get()
    .events.map((event) => event.seq);
}

function sentTexts(): unknown[] {
  return links.last.sent
    .filter((each) => each.destination === SEND)
    .map((each) => each.body['text']);
}

describe('another role', () => {
  it('is told at once, whatever else the session is told', async () => {
    const client = newClient();
    await connected(client);

    links.last.control('/user/queue/session', { type: 'token.expiring', expiresAt: 'soon' });
    expect(onRole).not.toHaveBeenCalled();
    links.last.control('/user/queue/session', { type: 'role.changed', role: 'ADMIN' });

    expect(onRole).toHaveBeenCalledTimes(1);
    expect(client.service.get()).toEqual({ live: true, sends: true });
  });
});

describe('following a room', () => {
  it('asks for the newest events on a first visit, and shows what comes', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);

    arrive(7, 8);

    expect(links.last.at(TOPIC).headers).toEqual({ 'x-tail': '30' });
    expect(shown(client)).toEqual([7, 8]);
    expect(client.status.get()).toEqual({ state: 'online', node: 'chat-1' });
  });

  it('resumes after the last event seen when the connection comes back', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);
    arrive(7, 8);

    links.last.end({ code: 1006 });
    await reconnected();
    arrive(9, 10);

    expect(links.all).toHaveLength(2);
    expect(links.last.at(TOPIC).headers).toEqual({ 'x-after': '8' });
    expect(shown(client)).toEqual([7, 8, 9, 10]);
  });

  it('subscribes again after a hole, from where it stands, and loses nothing', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);
    arrive(1, 2);

    arrive(4);
    await vi.advanceTimersByTimeAsync(1);

    const before = links.last.subscriptions.filter((each) => each.destination === TOPIC);
    expect(before.map((each) => each.active)).toEqual([false, true]);
    expect(links.last.at(TOPIC).headers).toEqual({ 'x-after': '2' });
    arrive(3, 4);
    expect(shown(client)).toEqual([1, 2, 3, 4]);
  });

  it('does not listen to a subscription that it has ended', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);
    arrive(1);
    const old = links.last.at(TOPIC);
    arrive(3);
    await vi.advanceTimersByTimeAsync(1);

    old.onFrame({ headers: { 'x-seq': '2' }, body: asWire(message(2)) });

    expect(shown(client)).toEqual([1]);
  });

  it('backs off when hole follows hole', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);
    arrive(1);

    arrive(3);
    await vi.advanceTimersByTimeAsync(1);
    arrive(3);
    await vi.advanceTimersByTimeAsync(100);

    const count = () =>
      links.last.subscriptions.filter((each) => each.destination === TOPIC).length;
    expect(count()).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(count()).toBe(3);
  });

  it('starts at the head when it is too far behind', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);
    arrive(1);

    links.last.control(TOPIC, { type: 'resume.failed', reason: 'too.far', headSeq: 9_000 });
    arrive(9_001);

    expect(shown(client)).toEqual([9_001]);
  });

  it('drops its cursors when the log itself was lost', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);
    arrive(7);

    links.last.end({ code: 1006 });
    await vi.advanceTimersByTimeAsync(31_000);
    links.last.open({ 'x-timeline': 't2' });

    expect(links.last.at(TOPIC).headers).toEqual({ 'x-tail': '30' });
    expect(shown(client)).toEqual([]);
  });

  it('lets go of a room that is closed to the person', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);

    links.last.control(ERRORS, { code: 'subscription.ended', status: 403, destination: TOPIC });

    expect(closedRooms).toEqual([ROOM]);
    expect(client.view(ROOM)).toBeUndefined();
  });

  it('tries again when the server cannot serve a room for the moment', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);
    arrive(1);

    links.last.control(ERRORS, { code: 'unavailable', status: 503, destination: TOPIC });
    await vi.advanceTimersByTimeAsync(1);

    expect(links.last.at(TOPIC).headers).toEqual({ 'x-after': '1' });
    expect(closedRooms).toEqual([]);
  });

  it('tells when the inbox misses nothing any more, in each session', async () => {
    const client = newClient();
    await connected(client);
    expect(links.last.at('/user/queue/inbox').headers).toEqual({ receipt: 'inbox' });
    expect(onInboxOpen).not.toHaveBeenCalled();

    links.last.receipt('inbox');

    expect(onInboxOpen).toHaveBeenCalledOnce();
  });

  it('passes on what the inbox tells', async () => {
    const client = newClient();
    await connected(client);

    links.last.control('/user/queue/inbox', { type: 'room.changed', roomId: ROOM, room: {} });
    links.last.control('/user/queue/inbox', { type: 'unheard.of' });

    expect(inbox).toHaveBeenCalledExactlyOnceWith({ type: 'room.changed', roomId: ROOM });
  });
});

describe('sending', () => {
  it('is waiting, then sending, then sent, then in the room', async () => {
    const deliveries = newDeliveries();
    const client = newClient(deliveries);
    client.follow(ROOM);
    const state = () => deliveries.items.get()[0]?.state;

    client.send(ROOM, 'hello');
    expect(state()).toBe('waiting');
    await connected(client);
    expect(state()).toBe('sending');
    links.last.receipt('c1');
    expect(state()).toBe('sent');
    links.last.event(TOPIC, 1, asWire(message(1, { actor: BEN, clientMsgId: 'c1' })));
    expect(deliveries.items.get()).toEqual([]);
  });

  it('keeps a message of mine apart from one of another with the same clientMsgId', async () => {
    const deliveries = newDeliveries();
    const client = newClient(deliveries);
    client.follow(ROOM);
    await connected(client);
    client.send(ROOM, 'hello');

    links.last.event(TOPIC, 1, asWire(message(1, { clientMsgId: 'c1' })));

    expect(deliveries.has('c1')).toBe(true);
  });

  it('sends the next message of a room after the receipt of the one before', async () => {
    const client = newClient();
    await connected(client);

    client.send(ROOM, 'one');
    client.send(ROOM, 'two');
    expect(sentTexts()).toEqual(['one']);
    links.last.receipt('c1');

    expect(sentTexts()).toEqual(['one', 'two']);
  });

  it('repeats what has no receipt under the same id, before what is newer', async () => {
    const client = newClient();
    await connected(client);
    client.send(ROOM, 'one');

    links.last.end({ code: CLOSE.draining });
    client.send(ROOM, 'two');
    await reconnected();

    expect(links.last.sent[0]).toEqual({
      destination: SEND,
      body: { clientMsgId: 'c1', text: 'one' },
      receipt: 'c1',
      isRepeat: true,
    });
    links.last.receipt('c1');
    expect(sentTexts()).toEqual(['one', 'two']);
    expect(links.last.sent[1]?.isRepeat).toBeUndefined();
  });

  it('repeats it after a reload too', async () => {
    const before = newClient();
    await connected(before);
    before.send(ROOM, 'one');
    before.stop();

    const after = newClient();
    await connected(after);

    expect(links.last.sent[0]?.body).toEqual({ clientMsgId: 'c1', text: 'one' });
    expect(links.last.sent[0]?.isRepeat).toBe(true);
  });

  it('asks again when a receipt is missing for long on a living session', async () => {
    const client = newClient();
    await connected(client);
    client.send(ROOM, 'one');

    await vi.advanceTimersByTimeAsync(25_000);

    expect(sentTexts().length).toBeGreaterThan(1);
    expect(new Set(links.last.sent.map((each) => each.body['clientMsgId']))).toEqual(
      new Set(['c1']),
    );
  });

  it('shows a refusal and sends again only on demand', async () => {
    const deliveries = newDeliveries();
    const client = newClient(deliveries);
    await connected(client);
    client.send(ROOM, 'one');

    const problem = { code: 'policy.denied', status: 403, clientMsgId: 'c1', destination: SEND };
    links.last.control(ERRORS, problem);
    expect(deliveries.items.get()[0]).toMatchObject({ state: 'failed' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sentTexts()).toHaveLength(1);

    client.retry('c1');
    expect(sentTexts()).toEqual(['one', 'one']);
  });

  it('waits as long as the server asks, and nothing overtakes', async () => {
    const client = newClient();
    await connected(client);
    client.send(ROOM, 'one');
    client.send(ROOM, 'two');

    const limited = { code: 'rate.limited', status: 429, retryAfterMs: 4_000, clientMsgId: 'c1' };
    links.last.control(ERRORS, limited);
    await vi.advanceTimersByTimeAsync(3_900);
    expect(sentTexts()).toEqual(['one']);
    await vi.advanceTimersByTimeAsync(2_000);

    expect(sentTexts()).toEqual(['one', 'one']);
  });

  it('tells the server of each action by a call of its own', async () => {
    const client = newClient();
    await connected(client);
    const target = { seq: 4, messageId: 'm4' };
    const other = { seq: 5, messageId: 'm5' };

    client.act(ROOM, { kind: 'send', text: 'yes', replyTo: target });
    client.act(ROOM, { kind: 'edit', target, text: 'new', ifVersion: 1 });
    client.act(ROOM, { kind: 'react', target: other, emoji: '👍', op: 'add' });

    expect(links.last.sent.map(({ destination, body }) => [destination, body])).toEqual([
      [SEND, { clientMsgId: 'c1', text: 'yes', replyTo: 'm4', replySeq: 4 }],
      [`/app/rooms/${ROOM}/edit`, { clientMsgId: 'c2', seq: 4, text: 'new', ifVersion: 1 }],
      [`/app/rooms/${ROOM}/react`, { clientMsgId: 'c3', seq: 5, emoji: '👍', op: 'add' }],
    ]);
  });

  it('lets go of an action when its event arrives', async () => {
    const deliveries = newDeliveries();
    const client = newClient(deliveries);
    await connected(client);
    client.follow(ROOM);
    const target = { seq: 1, messageId: 'm1' };
    links.last.event(TOPIC, 1, asWire(message(1)));
    client.act(ROOM, { kind: 'pin', target });
    links.last.receipt('c1');
    expect(deliveries.items.get()).toHaveLength(1);

    const pinned = { ...message(2, { actor: BEN, clientMsgId: 'c1' }), type: 'message.pinned' };
    const at = new Date(pinned.at).toISOString();
    links.last.event(TOPIC, 2, JSON.stringify({ ...pinned, at, data: { target } }));

    expect(deliveries.items.get()).toEqual([]);
  });

  it('takes no more than it can hold', () => {
    const client = newClient();

    const taken = Array.from({ length: 201 }, () => client.send(ROOM, 'x'));

    expect(taken.filter((each) => each)).toHaveLength(200);
    expect(taken.at(-1)).toBe(false);
  });

  it('adopts what a tab that is gone has left, in front of its own', () => {
    const gone = new Deliveries(keep, 'gone', () => 'g1');
    gone.add(ROOM, { kind: 'send', text: 'left behind' });
    const deliveries = newDeliveries();
    deliveries.add(ROOM, { kind: 'send', text: 'mine' });

    deliveries.adopt('gone');

    expect(deliveries.items.get().map((item) => item.clientMsgId)).toEqual(['g1', 'c1']);
    expect(keep.getItem('gone')).toBeNull();
  });
});

describe('the connection', () => {
  it('stops for good when the person is revoked', async () => {
    const client = newClient();
    await connected(client);

    links.last.end({ code: CLOSE.revoked });
    await vi.advanceTimersByTimeAsync(120_000);

    expect(client.status.get()).toEqual({ state: 'stopped', why: 'revoked' });
    expect(links.all).toHaveLength(1);
  });

  it('stops at a protocol error and leaves what was under way to the person', async () => {
    const deliveries = newDeliveries();
    const client = newClient(deliveries);
    await connected(client);
    client.send(ROOM, 'poison');
    client.send(ROOM, 'later');

    links.last.end({ code: CLOSE.protocolError });

    expect(client.status.get()).toEqual({ state: 'stopped', why: 'protocol' });
    expect(deliveries.items.get().map((item) => item.state)).toEqual(['failed', 'waiting']);
  });

  it('asks for a fresh token after the old one has expired', async () => {
    const client = newClient();
    await connected(client);

    links.last.end({ code: CLOSE.tokenExpired });
    await vi.advanceTimersByTimeAsync(1_000);

    expect(token).toHaveBeenLastCalledWith(true);
  });

  it('waits longer from try to try, and starts anew after a connection that held', async () => {
    const client = newClient();
    await connected(client);
    const waits: number[] = [];
    client.status.watch(() => {
      const status = client.status.get();
      if (status.state === 'waiting') {
        waits.push(status.until - Date.now());
      }
    });

    for (let round = 0; round < 4; round++) {
      links.last.end({ code: 1006 });
      await vi.advanceTimersByTimeAsync(31_000);
    }
    links.last.open();
    await vi.advanceTimersByTimeAsync(11_000);
    links.last.end({ code: 1006 });

    expect(waits).toEqual([250, 500, 1_000, 2_000, 250]);
  });

  it('tries again when there is no token for the moment', async () => {
    vi.mocked(token).mockRejectedValueOnce(new Error('away'));
    const client = newClient();
    client.start();
    await vi.advanceTimersByTimeAsync(1_000);

    expect(links.all).toHaveLength(1);
  });

  it('honours how long a draining pod asks to stay away', async () => {
    const client = newClient();
    await connected(client);

    links.last.control('/user/queue/session', { type: 'draining', retryAfterMs: 5_000 });
    links.last.end({ code: CLOSE.draining });
    await vi.advanceTimersByTimeAsync(4_900);
    expect(links.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(links.all).toHaveLength(2);
  });

  it('shows what the service says of itself until it is well, or the session is another', async () => {
    const client = newClient();
    await connected(client);

    links.last.control('/user/queue/session', { type: 'live.delayed' });
    links.last.control('/user/queue/session', { type: 'unavailable' });
    links.last.control('/user/queue/session', { type: 'token.expiring' });
    expect(client.service.get()).toEqual({ live: false, sends: false });
    links.last.control('/user/queue/session', { type: 'live.restored' });
    expect(client.service.get()).toEqual({ live: true, sends: false });
    links.last.end({ code: 1006 });
    await reconnected();

    expect(client.service.get()).toEqual({ live: true, sends: true });
  });

  it('keeps a message that cannot be taken now, and repeats it under its id', async () => {
    const client = newClient();
    client.follow(ROOM);
    await connected(client);
    client.send(ROOM, 'hello');
    const first = links.last.sent.at(-1)?.body['clientMsgId'];

    links.last.control(ERRORS, {
      code: 'unavailable',
      status: 503,
      clientMsgId: first,
      retryAfterMs: 1_000,
    });
    await vi.advanceTimersByTimeAsync(10_000);

    expect(sentTexts()).toEqual(['hello', 'hello']);
    expect(links.last.sent.at(-1)?.body['clientMsgId']).toBe(first);
  });

  it('does not wait when the network is back', async () => {
    const client = newClient();
    await connected(client);
    links.last.end({ code: 1006, retryAfterMs: 20_000 });

    client.hurry();
    await vi.advanceTimersByTimeAsync(0);

    expect(links.all).toHaveLength(2);
  });

  it('ignores a link that it has left', async () => {
    const client = newClient();
    await connected(client);
    const first = links.last;
    client.stop();

    first.end({ code: 1006 });
    await vi.advanceTimersByTimeAsync(60_000);

    expect(client.status.get()).toEqual({ state: 'off' });
    expect(first.closed).toBe(true);
    expect(links.all).toHaveLength(1);
  });

  it('leaves no session behind that was being opened', async () => {
    const client = newClient();
    client.start();
    await vi.advanceTimersByTimeAsync(0);

    client.stop();

    expect(links.last.closed).toBe(true);
  });

  it('swaps its token within the session', async () => {
    const client = newClient();
    await connected(client);

    client.swapToken('fresh');

    expect(links.last.sent).toEqual([
      { destination: '/app/session/token', body: { accessToken: 'fresh' }, receipt: 'token' },
    ]);
  });
});

describe('a connection that may be dead', () => {
  const PROBE = '/app/session/token';

  it('is asked at once, and stays where it answers', async () => {
    const client = newClient();
    await connected(client);

    client.check();
    expect(client.status.get()).toEqual({ state: 'online', node: 'chat-1', checking: true });
    const asked = links.last.sent.filter(({ destination }) => destination === PROBE);
    links.last.receipt(asked[0]?.receipt ?? '');
    await vi.advanceTimersByTimeAsync(60_000);

    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toEqual({ accessToken: 'access' });
    expect(client.status.get()).toEqual({ state: 'online', node: 'chat-1' });
    expect(links.all).toHaveLength(1);
  });

  it('lives as well where it refuses what it was asked', async () => {
    const client = newClient();
    await connected(client);

    client.check();
    links.last.control(ERRORS, { code: 'auth.invalid', receiptId: 'probe' });

    expect(client.status.get()).toEqual({ state: 'online', node: 'chat-1' });
  });

  it('is given up within seconds where it says nothing, and replaced', async () => {
    const client = newClient();
    await connected(client);

    client.check();
    client.check();
    await vi.advanceTimersByTimeAsync(3_900);
    expect(links.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(700);

    expect(links.all[0]?.closed).toBe(true);
    expect(links.all).toHaveLength(2);
    links.last.open();
    expect(client.status.get().state).toBe('online');
  });

  it('is asked when the computer has slept', async () => {
    const client = newClient();
    await connected(client);
    client.beat();
    await vi.advanceTimersByTimeAsync(20_000);
    client.beat();
    expect(client.status.get()).toEqual({ state: 'online', node: 'chat-1' });

    await vi.advanceTimersByTimeAsync(50_000);
    client.beat();

    expect(client.status.get()).toEqual({ state: 'online', node: 'chat-1', checking: true });
  });
});

describe('the limit of subscriptions', () => {
  it('is as the server tells, less the queues of the session', async () => {
    const client = newClient();
    expect(client.mostRooms.get()).toBe(197);
    client.start();
    await vi.advanceTimersByTimeAsync(0);

    links.last.open({ 'x-limits': '{"subscriptions":50}' });

    expect(client.mostRooms.get()).toBe(47);
  });

  it('is no reason to think that a room is closed', async () => {
    const client = newClient();
    await connected(client);
    client.follow(ROOM);

    links.last.control(ERRORS, { code: 'subscription.limit', destination: TOPIC });

    expect([fullRooms, closedRooms]).toEqual([[ROOM], []]);
  });

  it('is spent on the room that is open first', async () => {
    const client = newClient();
    ['a', 'b', 'c'].forEach((roomId) => client.follow(roomId));
    client.feeds.prefer('c');

    await connected(client);

    const rooms = links.last.subscriptions.map((each) => each.destination.split('/').at(-1));
    expect(rooms).toEqual(['errors', 'session', 'inbox', 'c', 'a', 'b']);
  });
});
