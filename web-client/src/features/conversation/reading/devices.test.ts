import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../../../lib/http/api';
import type { RoomEvent } from '../../../lib/model/events';
import { MemoryKeep } from '../../../lib/state/keep';
import { ChatClient } from '../../../lib/stomp/client';
import { Deliveries } from '../../../lib/stomp/deliveries';
import { FakeLinks } from '../../../testing/fakeLink';
import { BEN, ROOM, asWire, message } from '../../../testing/samples';
import { Conversations } from '../conversations';
import { Signals } from '../signals';

const OTHER = '01936f5a-0000-7000-8000-000000000002';
const INBOX = '/user/queue/inbox';
const TOPIC = `/topic/rooms/${ROOM}`;
const LIMITS = {
  'x-limits': '{"subscriptions":200,"readEveryMs":2000,"typingEveryMs":3000,"maxWatched":200}',
};

const PERSON = { id: 'ada', username: 'ada', displayName: 'Ada', role: 'ADMIN' };

const counters = (change: object = {}) => ({
  ...{ readSeq: 2, unread: 0, mentions: 0, headSeq: 2 },
  ...change,
});
const listed = (id: string, change: object = {}) => ({
  ...{ id, kind: 'group', name: id, version: 1, createdAt: '2026-11-01T09:00:00.000Z' },
  ...{ lastAt: '2026-11-01T09:00:00.000Z', ...counters(), ...change },
});

let links: FakeLinks;
let conversations: Conversations;
let rooms: object[];
let answers: Map<string, object>;
let asked: string[];
let isVisible: boolean;

beforeEach(async () => {
  vi.useFakeTimers();
  links = new FakeLinks();
  rooms = [listed(ROOM), listed(OTHER, { lastAt: '2026-11-01T08:00:00.000Z' })];
  answers = new Map();
  asked = [];
  vi.stubGlobal('fetch', (url: string) => {
    const path = url.replace('http://test/api/v1', '');
    asked.push(path);
    const body = answers.get(path.split('?')[0] ?? '') ?? { items: rooms };
    return Promise.resolve(new Response(JSON.stringify(body)));
  });
  const api = new Api({ access: () => Promise.resolve('access') }, 'http://test/api/v1');
  isVisible = true;
  const lastSeq = (roomId: string) => chat.view(roomId)?.get().last ?? 0;
  const signals = new Signals(api, lastSeq, () => isVisible);
  const deliveries = new Deliveries(new MemoryKeep(), 'outbox', () => 'c1');
  const nothing = () => undefined;
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
    ...{ onRoomClosed: nothing, onFull: nothing, onRole: nothing, onOnline: nothing },
  });
  conversations = new Conversations(api, BEN.id, chat, deliveries, signals);
  await conversations.load();
  chat.start();
  await vi.advanceTimersByTimeAsync(0);
  links.last.open(LIMITS);
  await settled();
  asked = [];
});

afterEach(() => {
  conversations.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(200);
}

async function told(notice: object): Promise<void> {
  links.last.control(INBOX, notice);
  await settled();
}

const heads = (roomId: string, change: object = {}) => ({
  type: 'heads',
  rooms: [{ roomId, fromSeq: 2, headSeq: 3, newMessages: 1, mentions: 0, ...change }],
});
const badge = (roomId: string) =>
  conversations.lines.get().find(({ room }) => room.id === roomId)?.badge;
const moves = () => links.last.sent.filter(({ destination }) => destination.endsWith('/read'));
const order = () => conversations.lines.get().map(({ room }) => room.id);

function sees(seq: number): void {
  const view = conversations.chat.view(ROOM)?.get();
  if (view) {
    conversations.reading.saw(ROOM, view, seq);
  }
}

describe('what devices are told', () => {
  it('counts in rooms, and brings them up in the list', async () => {
    expect(order()).toEqual([ROOM, OTHER]);

    await told(heads(OTHER, { lastAt: '2026-11-02T09:00:00.000Z', mentions: 1 }));

    expect(badge(OTHER)).toMatchObject({ count: 1, mentions: 1, isNews: true });
    expect(order()).toEqual([OTHER, ROOM]);
    expect(asked).toEqual([]);
  });

  it('ends with what another device has read', async () => {
    await told(heads(ROOM));
    await told({ type: 'read', roomId: ROOM, seq: 3, op: 'read' });

    expect(badge(ROOM)).toMatchObject({ count: 0, isNews: false });
    expect(moves()).toEqual([]);
  });

  it('makes the page ask where it does not fit, for all such rooms at once', async () => {
    answers.set('/me/counters', {
      rooms: [
        { roomId: ROOM, ...counters({ unread: 5, headSeq: 9 }) },
        { roomId: OTHER, ...counters({ unread: 7, headSeq: 9 }) },
      ],
    });
    await told(heads(ROOM, { fromSeq: 5, headSeq: 9 }));
    await told(heads(OTHER, { recount: true }));
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);

    expect(asked).toEqual([`/me/counters?rooms=${ROOM},${OTHER}`]);
    expect([badge(ROOM)?.count, badge(OTHER)?.count]).toEqual([5, 7]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });

  it('saves the question where the server counts by itself', async () => {
    await told(heads(ROOM, { fromSeq: 5, headSeq: 9 }));
    await told({
      type: 'counters',
      rooms: [{ roomId: ROOM, ...counters({ unread: 4, headSeq: 9 }) }],
    });
    await vi.advanceTimersByTimeAsync(10_000);

    expect(asked).toEqual([]);
    expect(badge(ROOM)?.count).toBe(4);
  });

  it('reads a room that is in no list by its id, once', async () => {
    const unknown = '01936f5a-0000-7000-8000-000000000009';
    answers.set(`/rooms/${unknown}`, listed(unknown, { readSeq: undefined }));
    answers.set('/me/counters', {
      rooms: [{ roomId: unknown, ...counters({ unread: 1, headSeq: 3 }) }],
    });
    await told(heads(unknown));
    await told(heads(unknown, { fromSeq: 3, headSeq: 4 }));
    await vi.advanceTimersByTimeAsync(6_000);

    expect(asked.filter((path) => path.startsWith('/rooms/'))).toEqual([`/rooms/${unknown}`]);
    expect(badge(unknown)?.isNews).toBe(true);
  });

  it('takes the place of reading the list again and again', async () => {
    conversations.chat.mostRooms.set(1);
    await vi.advanceTimersByTimeAsync(120_000);

    expect(asked.filter((path) => path.startsWith('/me/rooms'))).toEqual([]);
  });

  it('changes how one wants to hear of a room', async () => {
    await told(heads(OTHER));
    await told({ type: 'preferences', roomId: OTHER, level: 'nothing', favourite: true });

    expect(order()).toEqual([OTHER, ROOM]);
    expect(badge(OTHER)).toMatchObject({ count: 0, isNews: false });
  });

  it('counts again when a mute is over', async () => {
    const mutedUntil = new Date(Date.now() + 60_000).toISOString();
    await told(heads(ROOM));
    await told({ type: 'preferences', roomId: ROOM, level: 'all', mutedUntil, favourite: false });
    expect(badge(ROOM)?.count).toBe(0);

    await vi.advanceTimersByTimeAsync(61_000);
    expect(badge(ROOM)?.count).toBe(1);
  });
});

describe('what is seen', () => {
  beforeEach(async () => {
    conversations.open(ROOM);
    const [first, second, third] = [message(1), message(2), message(3)];
    for (const event of [first, second, third]) {
      links.last.event(TOPIC, event.seq, asWire(event));
    }
    await settled();
  });

  it('is read at once, however late it is counted', async () => {
    sees(3);
    await told(heads(ROOM));

    expect(badge(ROOM)).toMatchObject({ count: 0, isNews: false });
    expect(moves().map(({ body }) => body)).toEqual([{ seq: 3, op: 'read' }]);
  });

  it('moves nothing where nothing of others is new', async () => {
    sees(3);
    links.last.event(TOPIC, 4, asWire(message(4, { actor: BEN })));
    links.last.event(
      TOPIC,
      5,
      JSON.stringify({
        ...{ roomId: ROOM, seq: 5, type: 'member.joined', at: '2026-11-02T09:00:00.000Z' },
        ...{ actor: BEN, data: { userId: 'eve', name: 'Eve' } },
      }),
    );
    await settled();
    sees(5);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(moves()).toHaveLength(1);
  });

  it('is not read while the room is marked unread, until it is opened anew', async () => {
    conversations.reading.markUnread(ROOM, 2);
    await settled();
    expect(badge(ROOM)).toMatchObject({ isNews: true });
    sees(3);
    expect(moves().map(({ body }) => body)).toEqual([{ seq: 1, op: 'unread' }]);

    conversations.leave(ROOM);
    conversations.open(ROOM);
    sees(3);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(moves().at(-1)?.body).toEqual({ seq: 3, op: 'read' });
  });

  it('is not read after another device has marked the room unread', async () => {
    await told({ type: 'read', roomId: ROOM, seq: 1, op: 'unread' });
    sees(3);
    await vi.advanceTimersByTimeAsync(2_000);

    expect(moves()).toEqual([]);
    expect(badge(ROOM)).toMatchObject({ isMarked: true });
  });

  it('is sent before the room is left', () => {
    sees(3);
    links.last.event(TOPIC, 4, asWire(message(4)));
    sees(4);
    expect(moves()).toHaveLength(1);

    conversations.leave(ROOM);
    expect(moves().map(({ body }) => body['seq'])).toEqual([3, 4]);
  });
});

describe('the room that is open', () => {
  const LIVE = `${TOPIC}/live`;

  it('tells who writes, until that is over', async () => {
    conversations.open(ROOM);
    links.last.control(LIVE, {
      ...{ type: 'typing', roomId: ROOM, users: [{ id: 'ann', name: 'Ann' }], ttlMs: 6_000 },
    });
    expect(conversations.signals.live.typing.get().users).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(6_000);
    expect(conversations.signals.live.typing.get().users).toEqual([]);
  });

  it('is followed live across connections, and no other is', async () => {
    conversations.open(ROOM);
    conversations.leave(ROOM);
    conversations.open(OTHER);
    const active = () =>
      links.last.subscriptions
        .filter(({ active, destination }) => active && destination.endsWith('/live'))
        .map(({ destination }) => destination);
    expect(active()).toEqual([`/topic/rooms/${OTHER}/live`]);

    links.last.end({ code: 4000 });
    await vi.advanceTimersByTimeAsync(60_000);
    links.last.open(LIMITS);
    expect(active()).toEqual([`/topic/rooms/${OTHER}/live`]);
  });

  it('is not followed live where the server tells nothing', async () => {
    links.last.end({ code: 4000 });
    await vi.advanceTimersByTimeAsync(60_000);
    links.last.open();
    conversations.open(ROOM);
    conversations.signals.live.room.tell(ROOM, 'start');

    expect(() => links.last.at(LIVE)).toThrow();
    expect(links.last.sent).toEqual([]);
  });
});

describe('the writer of a message', () => {
  const event = (seq: number, change: Partial<RoomEvent> = {}) => {
    links.last.event(TOPIC, seq, asWire(message(seq, change)));
  };

  async function inRoomOf(kind: string): Promise<void> {
    rooms = [listed(ROOM, { kind, ...(kind === 'direct' && { with: PERSON }) })];
    await conversations.load();
    await settled();
  }

  it.each(['direct', 'support'])('learns that it has come, in a room of kind %s', async (kind) => {
    await inRoomOf(kind);
    event(3);
    event(4, { actor: BEN });
    await vi.advanceTimersByTimeAsync(400);

    expect(moves().map(({ body }) => body)).toEqual([{ seq: 3, op: 'delivered' }]);
  });

  it('learns it by the reading of who sees it at once, and nothing of what was read before', async () => {
    await inRoomOf('direct');
    event(2);
    event(3);
    sees(3);
    await vi.advanceTimersByTimeAsync(5_000);

    expect(moves().map(({ body }) => body)).toEqual([{ seq: 3, op: 'read' }]);
  });

  it('learns it once I am visible, and not before', async () => {
    isVisible = false;
    await inRoomOf('direct');
    event(3);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(moves()).toEqual([]);

    isVisible = true;
    conversations.tellArrived();
    await vi.advanceTimersByTimeAsync(400);
    expect(moves().map(({ body }) => body)).toEqual([{ seq: 3, op: 'delivered' }]);
  });

  it('learns nothing in a group', async () => {
    await inRoomOf('group');
    event(3);
    await vi.advanceTimersByTimeAsync(5_000);

    expect(moves()).toEqual([]);
  });
});
