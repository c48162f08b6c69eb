import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../../lib/http/api';
import { MemoryKeep } from '../../lib/state/keep';
import { ChatClient } from '../../lib/stomp/client';
import { Deliveries } from '../../lib/stomp/deliveries';
import { FakeLinks } from '../../testing/fakeLink';
import { BEN, ROOM } from '../../testing/samples';
import { Conversations } from './conversations';
import { Signals } from './signals';

const LIST = {
  items: [
    {
      id: ROOM,
      kind: 'group',
      name: 'Launch',
      version: 1,
      createdAt: '2026-11-01T09:00:00.000Z',
      headSeq: 0,
      lastAt: '2026-11-01T09:00:00.000Z',
    },
  ],
};
const AWAY = { status: 503, code: 'unavailable', title: 'Unavailable' };

let answers: (() => Response)[];
let asked: string[];
let links: FakeLinks;
let conversations: Conversations;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  asked = [];
  links = new FakeLinks();
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url.replace('http://test/api/v1', ''));
    const answer = answers.shift() ?? list;
    return Promise.resolve(answer());
  });
  const keep = new MemoryKeep();
  const deliveries = new Deliveries(keep, 'outbox', () => 'c1');
  const api = new Api({ access: () => Promise.resolve('access') }, 'http://test/api/v1');
  const signals = new Signals(api, (roomId) => chat.view(roomId)?.get().last ?? 0);
  const chat: ChatClient = new ChatClient({
    url: 'ws://test/ws',
    myId: BEN.id,
    token: () => Promise.resolve('access'),
    openLink: links.open,
    deliveries,
    parts: signals.parts,
    onInbox: (notice) => {
      conversations.inbox(notice);
    },
    onRoomClosed: () => undefined,
    onFull: (roomId) => {
      conversations.full(roomId);
    },
    onRole: () => undefined,
    onOnline: () => undefined,
  });
  conversations = new Conversations(api, BEN.id, chat, deliveries, signals);
});

afterEach(() => {
  conversations.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the list of rooms', () => {
  it('is read again by itself after a read that failed', async () => {
    answers = [away, away];

    await conversations.load();
    expect(conversations.rooms.get().state).toBe('failed');
    await vi.advanceTimersByTimeAsync(10_000);

    expect(names()).toEqual(['Launch']);
  });

  it('shows a new room though the first read after the news failed', async () => {
    answers = [() => json(200, { items: [] }), away];
    await conversations.load();
    expect(names()).toEqual([]);

    conversations.loadSoon();
    await vi.advanceTimersByTimeAsync(10_000);

    expect(names()).toEqual(['Launch']);
  });

  it('is left alone after the person has left', async () => {
    answers = [away];
    const reading = conversations.load();
    conversations.close();
    await reading;
    await vi.advanceTimersByTimeAsync(60_000);

    expect(conversations.rooms.get().state).toBe('loading');
  });
});

describe('more rooms than a session can follow', () => {
  const MANY = 260;
  const idOf = (number: number) => `room-${String(number).padStart(3, '0')}`;
  const roomOf = (number: number, change: object = {}) => ({
    ...LIST.items[0],
    id: idOf(number),
    name: `Room ${number}`,
    headSeq: 5,
    // The first ones were active last
    lastAt: new Date(Date.UTC(2026, 10, 1) - number * 60_000).toISOString(),
    ...change,
  });
  const rooms = Array.from({ length: MANY }, (_, number) => roomOf(number));
  const event = (number: number, seq: number) => ({
    roomId: idOf(number),
    seq,
    at: '2026-11-02T09:00:00.000Z',
    type: 'message.created',
    actor: { id: 'ada', name: 'Ada', role: 'ADMIN' },
    messageId: `m${seq}`,
    data: { text: `news in ${number}` },
  });

  async function opened(limit?: number): Promise<void> {
    answers = [() => json(200, { items: rooms })];
    await conversations.load();
    conversations.chat.start();
    await vi.advanceTimersByTimeAsync(0);
    links.last.open(limit === undefined ? {} : { 'x-limits': `{"subscriptions":${limit}}` });
  }

  /** As a server does it that takes so many subscriptions: the others are refused by name. */
  function refuseAbove(limit: number): void {
    const { subscriptions } = links.last;
    for (let at = 0; at < subscriptions.length; at++) {
      const active = subscriptions.slice(0, at + 1).filter((each) => each.active);
      const subscription = subscriptions[at];
      if (subscription?.active && active.length > limit) {
        const { destination } = subscription;
        links.last.control('/user/queue/errors', { code: 'subscription.limit', destination });
      }
    }
  }

  function followed(): string[] {
    return links.last.subscriptions
      .filter(({ active, destination }) => active && destination.startsWith('/topic/'))
      .map(({ destination }) => destination.replace('/topic/rooms/', ''));
  }

  const lineOf = (number: number) =>
    conversations.lines.get().find(({ room }) => room.id === idOf(number));

  it('are all in the list, and those that were active last are followed', async () => {
    await opened();

    expect(names()).toHaveLength(MANY);
    expect(followed()).toEqual(rooms.slice(0, 197).map(({ id }) => id));
  });

  it('leave the one that is open its place, for the least recent', async () => {
    await opened();

    conversations.open(idOf(250));

    expect(followed()).toContain(idOf(250));
    expect(followed()).not.toContain(idOf(196));
    expect(followed()).toHaveLength(197);
    links.last.control(`/topic/rooms/${idOf(250)}`, { type: 'resume.end', to: 0, head: 0 });
    expect(conversations.chat.view(idOf(250))?.get().last).toBe(0);
  });

  it('keep to what the server tells it takes', async () => {
    await opened(50);

    expect(followed()).toHaveLength(47);
  });

  it('find out by themselves what the server takes, and the open room is never left out', async () => {
    conversations.open(idOf(259));
    await opened();
    refuseAbove(60);

    expect(followed().length).toBeLessThanOrEqual(57);
    expect(followed().length).toBeGreaterThan(50);
    expect(followed()).toContain(idOf(259));

    conversations.leave(idOf(259));
    conversations.open(idOf(240));
    refuseAbove(60);
    expect(followed()).toContain(idOf(240));
    expect(followed().length).toBeLessThanOrEqual(57);
  });

  it('tell of news where nobody follows, by the list that is read again', async () => {
    await opened();
    await vi.advanceTimersByTimeAsync(1_000);
    answers = [
      () =>
        json(200, {
          items: [
            roomOf(259, {
              headSeq: 6,
              lastAt: '2026-11-02T09:00:00.000Z',
              lastEvent: event(259, 6),
            }),
          ],
        }),
    ];
    asked = [];

    await vi.advanceTimersByTimeAsync(30_200);

    expect(asked).toContain('/me/rooms?limit=200');
    expect(lineOf(259)).toMatchObject({ preview: 'Ada: news in 259' });
    expect(conversations.lines.get()[0]?.room.id).toBe(idOf(259));
    expect(followed()).toContain(idOf(259));
    expect(names()).toHaveLength(MANY);
  });

  it('keep what was seen of a room that is followed no longer', async () => {
    await opened();
    const topic = `/topic/rooms/${idOf(196)}`;
    links.last.event(
      topic,
      6,
      JSON.stringify({ ...event(196, 6), at: '2025-11-01T09:00:00.000Z' }),
    );
    await vi.advanceTimersByTimeAsync(200);
    expect(lineOf(196)?.preview).toBe('Ada: news in 196');

    conversations.open(idOf(250));
    await vi.advanceTimersByTimeAsync(200);

    expect(followed()).not.toContain(idOf(196));
    expect(lineOf(196)).toMatchObject({ preview: 'Ada: news in 196' });
  });

  it('cost little while thousands of events are replayed, one by one', async () => {
    await opened();
    await vi.advanceTimersByTimeAsync(1_000);
    let made = 0;
    const stop = conversations.lines.watch(() => made++);

    for (let index = 0; index < 1_000; index++) {
      const number = index % 100;
      const seq = Math.floor(index / 100) + 1;
      links.last.event(`/topic/rooms/${idOf(number)}`, seq, JSON.stringify(event(number, seq)));
      await Promise.resolve();
    }
    await vi.advanceTimersByTimeAsync(200);
    stop();

    expect(made).toBeLessThanOrEqual(3);
    expect(lineOf(99)?.preview).toBe('Ada: news in 99');
  });

  it('do not make few rooms ask again and again', async () => {
    await conversations.load();
    asked = [];

    await vi.advanceTimersByTimeAsync(120_000);

    expect(asked).toEqual([]);
  });

  it('are found one by one where the list ends before them', async () => {
    await opened();
    answers = [() => json(200, roomOf(999))];

    await conversations.find(idOf(999));
    conversations.open(idOf(999));

    expect(asked.at(-1)).toBe(`/rooms/${idOf(999)}`);
    expect(followed()).toContain(idOf(999));
  });
});

describe('the list of a room that is not followed', () => {
  it('shows the newest message as the server folds it, whatever happened after it', async () => {
    const actor = { id: 'ada', name: 'Ada', role: 'ADMIN' };
    const at = '2026-11-01T09:00:00.000Z';
    const lastMessage = { seq: 4, messageId: 'm4', at, actor, text: 'edited', version: 2 };
    const data = { target: { seq: 4, messageId: 'm4' } };
    const lastEvent = { roomId: ROOM, seq: 7, at, type: 'message.pinned', actor, data };
    const [room] = LIST.items;
    answers = [() => json(200, { items: [{ ...room, headSeq: 7, lastMessage, lastEvent }] })];
    await conversations.load();
    await vi.advanceTimersByTimeAsync(200);

    expect(conversations.lines.get()[0]?.preview).toBe('Ada: edited');
  });
});

describe('the list of a room that is followed', () => {
  const event = (seq: number, type: string, data: object, at = seq) => ({
    roomId: ROOM,
    seq,
    at: new Date(Date.UTC(2026, 10, 1, 9, at)).toISOString(),
    type,
    actor: { id: 'ada', name: 'Ada', role: 'ADMIN' },
    messageId: `m${seq}`,
    data,
  });
  const arrive = async (...events: ReturnType<typeof event>[]) => {
    for (const each of events) {
      links.last.event(`/topic/rooms/${ROOM}`, each.seq, JSON.stringify(each));
    }
    await vi.advanceTimersByTimeAsync(200);
  };
  const target = (seq: number) => ({ target: { seq, messageId: `m${seq}` } });
  const line = () => conversations.lines.get()[0];

  beforeEach(async () => {
    await conversations.load();
    conversations.chat.start();
    await vi.advanceTimersByTimeAsync(0);
    links.last.open();
    await arrive(
      event(1, 'message.created', { text: 'one' }),
      event(2, 'message.created', { text: 'two' }),
    );
  });

  it('is moved by new messages, and by nothing that happens to old ones', async () => {
    const at = line()?.at;
    expect(at).toBe(Date.UTC(2026, 10, 1, 9, 2));

    const change = { userId: 'ada', name: 'Ada', emoji: '👍', op: 'add' };
    await arrive(
      event(3, 'reaction.changed', { ...target(1), changes: [change] }),
      event(4, 'message.edited', { ...target(2), text: 'zwei' }),
      event(5, 'message.pinned', target(1)),
      event(6, 'member.joined', { userId: 'eve', name: 'Eve' }),
    );

    expect(line()).toMatchObject({ at, preview: 'Ada: zwei' });
  });

  it('shows the message before the one that was deleted', async () => {
    await arrive(event(3, 'message.deleted', target(2)));

    expect(line()).toMatchObject({ preview: 'Ada: one' });
  });
});

describe('a message far back', () => {
  const page = (first: number, last: number) => ({
    headSeq: last,
    items: Array.from({ length: last - first + 1 }, (_, index) => ({
      roomId: ROOM,
      seq: first + index,
      at: '2026-11-01T09:00:00.000Z',
      type: 'message.created',
      actor: { id: 'ada', name: 'Ada', role: 'ADMIN' },
      messageId: `m${first + index}`,
      data: { text: 'x' },
    })),
  });

  beforeEach(async () => {
    await conversations.load();
    conversations.chat.start();
    await vi.advanceTimersByTimeAsync(0);
    links.last.open();
    const [newest] = page(900, 900).items;
    links.last.event(`/topic/rooms/${ROOM}`, 900, JSON.stringify(newest));
    await vi.advanceTimersByTimeAsync(1_000);
    asked = [];
  });

  it('is read page by page, in as few as it takes', async () => {
    answers = [() => json(200, page(700, 899)), () => json(200, page(550, 699))];

    expect(await conversations.history.loadBackTo(ROOM, 600)).toBe(true);

    expect(asked).toEqual([
      `/messages/history/${ROOM}?before=900&limit=200`,
      `/messages/history/${ROOM}?before=700&limit=150`,
    ]);
    expect(await conversations.history.loadBackTo(ROOM, 600)).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is given up where history has no more', async () => {
    answers = [() => json(200, page(800, 899)), () => json(200, { headSeq: 900, items: [] })];

    expect(await conversations.history.loadBackTo(ROOM, 600)).toBe(false);
  });
});

describe('a message that waits', () => {
  it('is what the list shows of its room', async () => {
    await conversations.load();

    conversations.chat.send(ROOM, 'not sent yet');
    await vi.advanceTimersByTimeAsync(200);

    expect(conversations.lines.get()[0]?.preview).toBe('You: not sent yet');
  });
});

function names(): string[] | undefined {
  const state = conversations.rooms.get();
  return state.state === 'ready' ? state.rooms.map((room) => room.name) : undefined;
}

function list(): Response {
  return json(200, LIST);
}

function away(): Response {
  return json(503, AWAY);
}

function json(status: number, body: unknown): Response {
  const type = status === 200 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });
}
