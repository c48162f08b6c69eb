// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Room } from '../../lib/model/rooms';
import type { FakeLinks } from '../../testing/fakeLink';
import { followedRoom } from '../../testing/followedRoom';
import { everythingOnScreen } from '../../testing/onScreen';
import { ADA, BEN, ROOM, asWire, message } from '../../testing/samples';
import type { Conversations } from './conversations';
import { RoomList } from './RoomList';
import { RoomPage } from './RoomPage';

const TOPIC = `/topic/rooms/${ROOM}`;
const QUEUE = '/user/queue/presence';
const LIMITS = {
  'x-limits': JSON.stringify({ readEveryMs: 2_000, typingEveryMs: 3_000, maxWatched: 200 }),
};
const PERSON = { id: BEN.id, username: 'ben', displayName: 'Ben', role: 'USER' } as const;
const direct: Room = { id: ROOM, kind: 'direct', name: '', version: 1, headSeq: 0, with: PERSON };
const group: Room = { id: ROOM, kind: 'group', name: 'Launch', version: 1, headSeq: 0 };

let opened: Awaited<ReturnType<typeof followedRoom>>;
let links: FakeLinks;
let conversations: Conversations;
let asked: string[];
let answers: Map<string, object>;

beforeEach(async () => {
  asked = [];
  answers = new Map();
  everythingOnScreen();
  vi.stubGlobal('fetch', (url: string) => {
    const path = url.replace('http://test/api/v1', '');
    asked.push(path);
    return Promise.resolve(Response.json(answers.get(path) ?? { items: [] }));
  });
  opened = await followedRoom(LIMITS);
  ({ links, conversations } = opened);
});

afterEach(() => {
  cleanup();
  conversations.chat.stop();
  conversations.close();
  opened.presence.close();
  vi.unstubAllGlobals();
});

function show(room: Room): void {
  conversations.include(room);
  const besides = { side: undefined, shows: undefined, onToggle: () => undefined };
  render(
    opened.around(
      <>
        <RoomList openRoomId={ROOM} onNewMessage={() => undefined} />
        <RoomPage roomId={ROOM} {...besides} />
      </>,
    ),
  );
}

function tell(change: object, more: object = { full: true }): void {
  links.last.control(QUEUE, { type: 'presence', users: [{ id: BEN.id, ...change }], ...more });
}

const lastWatched = () =>
  links.last.sent.findLast(({ destination }) => destination === '/app/presence/watch')?.body;
const seen = (seq: number) => `/rooms/${ROOM}/messages/${seq}/seen`;
const mark = (words: string) =>
  screen
    .getByText(words, { selector: '.bubble__text' })
    .closest('.bubble')
    ?.querySelector('.reach-mark')
    ?.getAttribute('title');

describe('the other one of two', () => {
  it('is watched while on the screen, and told of in the list and above the room', async () => {
    show(direct);
    await waitFor(() => {
      expect(lastWatched()).toEqual({ users: [ADA.id, BEN.id] });
    });
    const status = { text: 'On the train', emoji: '🚀' };
    tell({ state: 'away', dnd: true, status });

    await screen.findByRole('link', { name: /Away, do not disturb.*Ben.*Status: .*On the train/ });
    expect(document.querySelector('.pane__subtitle')?.textContent).toContain(
      'Away, do not disturb · @ben · 🚀 On the train',
    );
    expect(document.querySelectorAll('.presence-mark--dnd')).toHaveLength(2);
  });

  it('is told of with the time when they were last here, or as not certain, never both', async () => {
    show(direct);
    tell({ state: 'offline', lastSeen: new Date(Date.now() - 5.5 * 60_000).toISOString() });
    await screen.findByText('Last seen 5 min ago');

    links.last.control(QUEUE, { type: 'presence.delayed' });
    await screen.findAllByTitle('Not sure right now');
    expect(screen.queryByText(/^Last seen/)).toBeNull();
    expect(screen.queryByTitle('Offline')).toBeNull();
    links.last.control(QUEUE, { type: 'presence.restored' });
    await screen.findByText('Last seen 5 min ago');
  });

  it('is not told of where one may not see them', async () => {
    show(direct);
    tell({ state: 'online' });
    await screen.findAllByTitle('Online');
    links.last.control(QUEUE, { type: 'presence', users: [], removed: [BEN.id] });

    await waitFor(() => {
      expect(document.querySelector('.presence-mark')).toBeNull();
    });
  });
});

describe('a room of many', () => {
  it('says how many are there', async () => {
    answers.set(`/rooms/${ROOM}/presence`, { online: 1_234 });
    show(group);

    await screen.findByText(/^1,234 online · /);
  });
});

describe('a message of mine to one person', () => {
  const arrives = (...seqs: number[]) => {
    seqs.forEach((seq) => {
      links.last.event(TOPIC, seq, asWire(message(seq)));
    });
  };
  const signal = (type: string, seq: number) => {
    links.last.control(`${TOPIC}/live`, { type, roomId: ROOM, userId: BEN.id, seq });
  };

  it('says how far it has come, by what was asked and what is told since', async () => {
    answers.set(seen(3), { count: 0, items: [], delivered: { count: 1 } });
    answers.set(seen(2), { count: 0, items: [], delivered: { count: 1 } });
    answers.set(seen(1), { count: 1, items: [PERSON], delivered: { count: 1 } });
    show(direct);
    arrives(1, 2, 3);

    await waitFor(() => {
      expect(['message 1', 'message 2', 'message 3'].map(mark)).toEqual([
        'Read',
        'Delivered',
        'Delivered',
      ]);
    });
    arrives(4);
    await waitFor(() => {
      expect(mark('message 4')).toBe('Sent');
    });
    signal('delivered', 4);
    await waitFor(() => {
      expect(mark('message 4')).toBe('Delivered');
    });
    signal('read', 4);
    await waitFor(() => {
      expect(['message 2', 'message 4'].map(mark)).toEqual(['Read', 'Read']);
    });
    expect(asked.filter((path) => path.endsWith('/seen'))).toEqual([3, 2, 1].map(seen));
  });

  it('says nothing in a group', async () => {
    show(group);
    arrives(1);
    await screen.findByText('message 1', { selector: '.bubble__text' });

    expect(mark('message 1')).toBeUndefined();
  });

  it('says nothing where the room tells nothing of reading', async () => {
    show({ ...direct, settings: { receipts: 'off' } });
    arrives(1);
    await screen.findByText('message 1', { selector: '.bubble__text' });

    expect(mark('message 1')).toBeUndefined();
  });
});
