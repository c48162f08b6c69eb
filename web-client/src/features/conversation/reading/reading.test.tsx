// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RoomEvent } from '../../../lib/model/events';
import type { Room } from '../../../lib/model/rooms';
import type { FakeLinks } from '../../../testing/fakeLink';
import { followedRoom } from '../../../testing/followedRoom';
import { ADA, BEN, ROOM, asWire, message } from '../../../testing/samples';
import { Composer } from '../Composer';
import type { Conversations } from '../conversations';
import { TypingLine } from '../live/TypingLine';
import { MessageList } from '../MessageList';
import { MessageMenu } from '../MessageMenu';
import { RoomList } from '../RoomList';
import { RoomScope } from '../RoomScope';
import { SeenDialog } from '../seen/SeenDialog';

const TOPIC = `/topic/rooms/${ROOM}`;
const LIVE = `${TOPIC}/live`;
const LIMITS = { 'x-limits': JSON.stringify({ readEveryMs: 2_000, typingEveryMs: 3_000 }) };
const room: Room = { id: ROOM, kind: 'group', name: 'Launch', version: 1, headSeq: 0 };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

let opened: Awaited<ReturnType<typeof followedRoom>>;
let links: FakeLinks;
let conversations: Conversations;
let asked: Asked[];
let answers: Map<string, { readonly status: number; readonly body: unknown }>;

beforeEach(async () => {
  window.location.hash = '';
  asked = [];
  answers = new Map();
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const path = url.replace('http://test/api/v1', '');
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    asked.push({ method: init.method ?? 'GET', path, body });
    const answer = answers.get(path.split('?')[0] ?? '') ?? { status: 200, body: { items: [] } };
    const headers = { 'Content-Type': 'application/json' };
    return Promise.resolve(
      new Response(answer.status === 204 ? null : JSON.stringify(answer.body), {
        status: answer.status,
        headers,
      }),
    );
  });
  opened = await followedRoom(LIMITS);
  ({ links, conversations } = opened);
});

afterEach(() => {
  cleanup();
  conversations.chat.stop();
  conversations.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function counted(change: object): void {
  const rooms = [{ roomId: ROOM, readSeq: 1, unread: 0, mentions: 0, headSeq: 1, ...change }];
  links.last.control('/user/queue/inbox', { type: 'counters', rooms });
}

function arrives(seq: number, change: Partial<RoomEvent> = {}): void {
  links.last.event(TOPIC, seq, asWire(message(seq, { actor: BEN, ...change })));
}

function show(shown: Room = room, isBeside = false): void {
  conversations.include(shown);
  conversations.open(ROOM);
  render(
    opened.around(
      <RoomScope room={shown}>
        <MessageList room={shown} isBeside={isBeside} />
        <TypingLine roomId={ROOM} />
        <Composer room={shown} />
        <MessageMenu />
        <SeenDialog />
      </RoomScope>,
    ),
  );
}

function looking(isLooking: boolean): void {
  vi.spyOn(document, 'hasFocus').mockReturnValue(isLooking);
}

const reads = () => links.last.sent.filter(({ destination }) => destination.endsWith('/read'));
const messageOf = (text: string) =>
  screen.getByText(text, { selector: '.bubble__text' }).closest('.message') as HTMLElement;

function choose(text: string, item: string): void {
  fireEvent.contextMenu(messageOf(text));
  fireEvent.click(screen.getByRole('menuitem', { name: item }));
}

describe('an open room', () => {
  it('has a line above what was unread, which stays when that is read', async () => {
    looking(true);
    counted({ readSeq: 1, unread: 2, headSeq: 3 });
    for (const seq of [1, 2, 3]) {
      arrives(seq);
    }
    show();

    await waitFor(() => {
      expect(reads().map(({ body }) => body)).toEqual([{ seq: 3, op: 'read' }]);
    });
    const line = screen.getByRole('separator');
    expect(line.textContent).toBe('New messages');
    expect(line.compareDocumentPosition(messageOf('message 2'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    counted({ readSeq: 3, unread: 0, headSeq: 3 });
    expect(screen.getByRole('separator')).toBe(line);
  });

  it('is not read while nobody looks at the window, and at once when somebody does', async () => {
    looking(false);
    counted({ unread: 1, headSeq: 2 });
    arrives(1);
    arrives(2);
    show();
    await screen.findByText('message 2', { selector: '.bubble__text' });
    expect(reads()).toEqual([]);

    looking(true);
    fireEvent(window, new Event('focus'));
    expect(reads().map(({ body }) => body['seq'])).toEqual([2]);
  });

  it('is not read on a phone while a panel covers it', async () => {
    looking(true);
    vi.spyOn(window, 'matchMedia').mockImplementation(
      (query) => ({ matches: query.includes('max-width') }) as MediaQueryList,
    );
    counted({ unread: 1, headSeq: 2 });
    arrives(1);
    arrives(2);
    show(room, true);
    await screen.findByText('message 2', { selector: '.bubble__text' });

    expect(reads()).toEqual([]);
  });

  it('leads to the first new message, where that is not loaded', async () => {
    looking(false);
    counted({ readSeq: 34, unread: 6, headSeq: 40 });
    arrives(40);
    show();
    expect(screen.queryByRole('separator')).toBeNull();
    const older = Array.from({ length: 39 }, (_, index) => message(index + 1, { actor: BEN }));
    const items = older.map((each) => JSON.parse(asWire(each)) as unknown);
    answers.set(`/messages/history/${ROOM}`, { status: 200, body: { headSeq: 40, items } });

    fireEvent.click(screen.getByRole('button', { name: /^6 new messages/ }));

    const line = await screen.findByRole('separator');
    expect(line.compareDocumentPosition(messageOf('message 35'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    expect(line.compareDocumentPosition(messageOf('message 34'))).toBe(
      Node.DOCUMENT_POSITION_PRECEDING,
    );
  });

  it('is marked unread from a message on, and then not read by itself', async () => {
    looking(true);
    counted({ readSeq: 3, headSeq: 3 });
    for (const seq of [1, 2, 3]) {
      arrives(seq);
    }
    show();
    await screen.findByText('message 3', { selector: '.bubble__text' });

    choose('message 2', 'Mark as unread from here');

    expect(reads().map(({ body }) => body)).toEqual([{ seq: 1, op: 'unread' }]);
    await screen.findByRole('separator');
    fireEvent(window, new Event('focus'));
    expect(reads()).toHaveLength(1);
  });

  it('offers no marks where the server keeps none', async () => {
    arrives(1);
    show();
    await screen.findByText('message 1', { selector: '.bubble__text' });
    fireEvent.contextMenu(messageOf('message 1'));

    expect(screen.queryByRole('menuitem', { name: 'Mark as unread from here' })).toBeNull();
  });
});

describe('who writes', () => {
  it('stands under the messages until their message comes, and is said aloud once', async () => {
    arrives(1);
    show();
    const status = () => screen.getByRole('status', { name: 'Who is writing' }).textContent;
    const typing = () => {
      links.last.control(LIVE, {
        ...{ type: 'typing', roomId: ROOM, ttlMs: 6_000 },
        users: [{ id: BEN.id, name: 'Ben' }],
      });
    };
    typing();
    await waitFor(() => {
      expect(document.querySelector('.typing')?.textContent).toContain('is writing…');
    });
    expect(status()).toContain('Ben');

    arrives(2);
    await waitFor(() => {
      expect(document.querySelector('.typing')?.textContent).toBe('');
    });
    expect(status()).toContain('Ben');
  });

  it('is told of me while I write, and when I have sent it', () => {
    show();
    const box = screen.getByRole('textbox');
    fireEvent.change(box, { target: { value: 'Hello' } });
    fireEvent.change(box, { target: { value: 'Hello you' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    const typing = links.last.sent.filter(({ destination }) => destination.endsWith('/typing'));

    expect(typing.map(({ body, receipt }) => [body['state'], receipt])).toEqual([
      ['start', undefined],
      ['stop', undefined],
    ]);
  });

  it('is not told in a room that does not want it', () => {
    show({ ...room, settings: { typing: 'off' } });
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Hello' } });

    expect(links.last.sent).toEqual([]);
  });
});

describe('who has read', () => {
  const SEEN = `/rooms/${ROOM}/messages/2/seen`;
  const ben = { id: 'ben', username: 'ben', displayName: 'Ben', role: 'USER' };

  beforeEach(() => {
    arrives(1);
    arrives(2, { actor: ADA });
  });

  it('is asked once, and moved by what is told live', async () => {
    answers.set(SEEN, { status: 200, body: { count: 0, items: [] } });
    show();
    await waitFor(() => {
      expect(asked.filter(({ path }) => path === SEEN)).toHaveLength(1);
    });
    expect(screen.queryByRole('button', { name: /^Seen by/ })).toBeNull();

    links.last.control(LIVE, { type: 'read', roomId: ROOM, userId: 'ben', seq: 2 });
    await screen.findByRole('button', { name: /Seen by .*Ben/ });

    arrives(3, { actor: ADA });
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: /^Seen by/ })).toBeNull();
    });
    links.last.control(LIVE, { type: 'read', roomId: ROOM, userId: 'ben', seq: 3 });
    await screen.findByRole('button', { name: /Seen by .*Ben/ });
    expect(asked.filter(({ path }) => path.endsWith('/seen'))).toHaveLength(1);
  });

  it('is asked again where the message was not stored yet', async () => {
    answers.set(SEEN, { status: 404, body: { code: 'message.not.found', status: 404, title: '' } });
    show();
    await waitFor(() => {
      expect(asked.filter(({ path }) => path === SEEN)).toHaveLength(1);
    });
    answers.set(SEEN, { status: 200, body: { count: 1, items: [{ ...ben, id: 'eve' }] } });
    links.last.control(LIVE, { type: 'read', roomId: ROOM, userId: 'eve', seq: 2 });

    await screen.findByRole('button', { name: /Seen by .*Ben/ });
  });

  it('is listed from the menu of a message of mine', async () => {
    answers.set(SEEN, { status: 200, body: { count: 1, items: [ben] } });
    show();
    await screen.findByText('message 2', { selector: '.bubble__text' });
    choose('message 2', 'Seen by');

    const list = await screen.findByRole('list', { name: 'Who has seen it' });
    expect(within(list).getByText('Ben')).toBeDefined();
    fireEvent.contextMenu(messageOf('message 1'));
    expect(screen.queryByRole('menuitem', { name: 'Seen by' })).toBeNull();
  });

  it('is a word between two', async () => {
    answers.set(SEEN, { status: 200, body: { count: 1, items: [ben] } });
    show({ ...room, kind: 'direct' });

    expect((await screen.findByText('Seen')).className).toBe('seen');
  });

  it('is a number where the room does not name them', async () => {
    answers.set(SEEN, { status: 200, body: { count: 70 } });
    show();

    await screen.findByText('Seen by 70');
  });

  it('is not told where the room does not tell it', async () => {
    answers.set(SEEN, { status: 403, body: { code: 'policy.denied', status: 403, title: 'No' } });
    show();
    await waitFor(() => {
      expect(asked.some(({ path }) => path === SEEN)).toBe(true);
    });

    expect(screen.queryByText(/^Seen/)).toBeNull();
  });
});

describe('the list of rooms', () => {
  const NOTHING = 'Nothing: muted for ever';
  const preferences = { level: 'all', favourite: false } as const;

  beforeEach(() => {
    conversations.include({ ...room, preferences });
    render(opened.around(<RoomList openRoomId={undefined} onNewMessage={() => undefined} />));
  });

  const link = () => screen.getByRole('link', { name: /Launch/ });
  function menu(item: string, role = 'menuitem'): void {
    fireEvent.click(screen.getByRole('button', { name: /^More for/ }));
    fireEvent.click(screen.getByRole(role, { name: item }));
  }

  it('says how much is unread, and that somebody means me', async () => {
    counted({ unread: 4, mentions: 1, headSeq: 5 });

    await screen.findByRole('link', { name: /1 mention, 4 unread/ });
  });

  it('marks rooms read and unread', async () => {
    counted({ unread: 4, headSeq: 5 });
    await screen.findByRole('link', { name: /4 unread/ });
    menu('Mark as read');
    await waitFor(() => {
      expect(link().textContent).not.toContain('unread');
    });

    menu('Mark as unread');
    await screen.findByRole('link', { name: /Marked as unread/ });
    expect(reads().map(({ body }) => body)).toEqual([
      { seq: 5, op: 'read' },
      { seq: 4, op: 'unread' },
    ]);
  });

  it('changes how one wants to hear of a room, at once', async () => {
    answers.set(`/rooms/${ROOM}/preferences`, { status: 200, body: preferences });
    counted({ unread: 4, headSeq: 5 });
    await screen.findByRole('link', { name: /4 unread/ });
    menu(NOTHING, 'menuitemradio');
    await waitFor(() => {
      expect(link().textContent).not.toContain('unread');
    });
    menu('Add to favourites');
    menu('Mute for 1 hour');

    await waitFor(() => {
      const bodies = asked.filter(({ method }) => method === 'PUT').map(({ body }) => body);
      expect(bodies).toEqual([
        { level: 'nothing', favourite: false },
        { level: 'nothing', favourite: true },
        {
          level: 'nothing',
          favourite: true,
          mutedUntil: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        },
      ]);
    });
  });

  it('takes back what the server refuses', async () => {
    const refusal = { code: 'validation.failed', status: 400, title: 'No' };
    answers.set(`/rooms/${ROOM}/preferences`, { status: 400, body: refusal });
    counted({ unread: 4, headSeq: 5 });
    await screen.findByRole('link', { name: /4 unread/ });
    menu(NOTHING, 'menuitemradio');
    expect(conversations.room(ROOM)?.preferences?.level).toBe('nothing');

    await screen.findByText('The server did not take this.');
    await screen.findByRole('link', { name: /4 unread/ });
    expect(conversations.room(ROOM)?.preferences).toEqual(preferences);
  });
});
