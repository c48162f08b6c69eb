import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../../lib/http/api';
import { MemoryKeep } from '../../lib/state/keep';
import { ChatClient } from '../../lib/stomp/client';
import { Deliveries } from '../../lib/stomp/deliveries';
import { FakeLinks } from '../../testing/fakeLink';
import { BEN, ROOM } from '../../testing/samples';
import { Conversations } from './conversations';
import { ReadMarks } from './readMarks';

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
let conversations: Conversations;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  vi.stubGlobal('fetch', () => {
    const answer = answers.shift() ?? list;
    return Promise.resolve(answer());
  });
  const keep = new MemoryKeep();
  const deliveries = new Deliveries(keep, 'outbox', () => 'c1');
  const chat = new ChatClient({
    url: 'ws://test/ws',
    myId: BEN.id,
    token: () => Promise.resolve('access'),
    openLink: new FakeLinks().open,
    deliveries,
    onInbox: () => undefined,
    onRoomClosed: () => undefined,
    onRole: () => undefined,
    onOnline: () => undefined,
  });
  const api = new Api({ access: () => Promise.resolve('access') }, 'http://test/api/v1');
  conversations = new Conversations(api, BEN.id, chat, deliveries, new ReadMarks(keep, BEN.id));
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
