// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RoomEvent } from '../../lib/model/events';
import type { Room } from '../../lib/model/rooms';
import type { FakeLinks } from '../../testing/fakeLink';
import { followedRoom } from '../../testing/followedRoom';
import { BEN, ROOM, asWire, message } from '../../testing/samples';
import { Composer } from './Composer';
import type { Conversations } from './conversations';
import { MessageList } from './MessageList';
import { MessageMenu } from './MessageMenu';
import { RoomScope, useRefusals } from './RoomScope';
import { ThreadPanel } from './ThreadPanel';

const TOPIC = `/topic/rooms/${ROOM}`;
const room: Room = { id: ROOM, kind: 'group', name: 'Launch', version: 1, headSeq: 0 };
const PEOPLE = [
  { id: 'ben', username: 'ben', displayName: 'Ben Lee', role: 'USER' },
  { id: 'bea', username: 'bea', displayName: 'Bea', role: 'USER' },
];

let links: FakeLinks;
let conversations: Conversations;
let seq: number;
let opened: Awaited<ReturnType<typeof followedRoom>>;

beforeEach(async () => {
  window.location.hash = '';
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      new Response(JSON.stringify({ items: PEOPLE }), {
        headers: { 'Content-Type': 'application/json' },
      }),
    ),
  );
  opened = await followedRoom({ 'x-limits': JSON.stringify({ maxMentions: 50 }) });
  ({ links, conversations } = opened);
  seq = 0;
  arrives({ actor: BEN, content: { kind: 'message', text: 'Who brings cake?' } });
  arrives({ content: { kind: 'message', text: 'Something else' } });
});

afterEach(() => {
  cleanup();
  conversations.chat.stop();
  conversations.close();
  vi.unstubAllGlobals();
});

function arrives(change: Partial<RoomEvent>): void {
  seq++;
  links.last.event(TOPIC, seq, asWire(message(seq, change)));
}

function show(shown: Room, thread?: number): void {
  render(
    opened.around(
      <>
        <RoomScope room={shown}>
          <MessageList room={shown} isBeside={false} />
          <Composer room={shown} />
          <MessageMenu />
        </RoomScope>
        <Refusals />
        {thread !== undefined && (
          <ThreadPanel room={shown} root={thread} onClose={() => undefined} />
        )}
      </>,
    ),
  );
}

function Refusals() {
  useRefusals();
  return null;
}

function write(box: HTMLElement, value: string): void {
  fireEvent.change(box, { target: { value } });
}

function roomBox(): HTMLElement {
  return screen.getByRole('textbox', { name: /^Message to/ });
}

describe('a thread', () => {
  const inThread = (text: string) => ({ kind: 'message', text, threadRoot: 1 }) as const;

  it('is begun from the menu of a message, where the server takes threads', () => {
    show(room);
    const found = screen.getByText('Who brings cake?').closest('.message');

    fireEvent.contextMenu(found as HTMLElement);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Reply in thread' }));

    expect(window.location.hash).toBe(`#/rooms/${ROOM}/threads/1`);
  });

  it('shows its root and its messages alone, and sends into it', async () => {
    show(room, 1);
    arrives({ actor: BEN, content: inThread('I do') });
    const panel = within(screen.getByRole('complementary', { name: 'Thread' }));
    await panel.findByText('I do');
    expect(panel.getByText('Who brings cake?')).toBeTruthy();
    expect(panel.queryByText('Something else')).toBeNull();

    const box = panel.getByRole('textbox', { name: 'Reply in this thread' });
    write(box, 'Thanks');
    fireEvent.keyDown(box, { key: 'Enter' });

    await panel.findByText('Thanks');
    expect(links.last.sent.at(-1)?.body).toEqual({
      clientMsgId: 'c1',
      text: 'Thanks',
      threadRoot: 1,
    });
  });

  it('keeps what is half written apart from what is written to the room', () => {
    show(room, 1);
    write(screen.getByRole('textbox', { name: 'Reply in this thread' }), 'to the thread');
    write(roomBox(), 'to all');
    cleanup();

    show(room, 1);

    const texts = screen.getAllByRole('textbox').map((box) => (box as HTMLTextAreaElement).value);
    expect(texts).toEqual(['to all', 'to the thread']);
  });

  it('is a link with its number of replies on its root, which counts no deleted one', async () => {
    show(room);
    arrives({ content: inThread('one') });
    arrives({ content: inThread('two') });

    const link = await screen.findByRole('link', { name: /^2 replies/ });
    expect(link.getAttribute('href')).toBe(`#/rooms/${ROOM}/threads/1`);
    expect(screen.getAllByText('in a thread')).toHaveLength(2);
  });

  it('stands apart where the room has it so', async () => {
    show({ ...room, settings: { threads: 'collapsed' } });
    arrives({ actor: BEN, content: inThread('hidden here') });

    await screen.findByRole('link', { name: /^1 reply/ });
    const list = within(screen.getByRole('region', { name: 'Messages' }));
    expect(list.queryByText('hidden here')).toBeNull();
  });
});

describe('mentions', () => {
  function type(value: string): void {
    const box = roomBox() as HTMLTextAreaElement;
    write(box, value);
    box.setSelectionRange(value.length, value.length);
    fireEvent.select(box);
  }

  it('are completed by keyboard, and go along as stretches of the text', async () => {
    show(room);
    type('👋 @be');
    const options = await screen.findAllByRole('option');
    expect(options.map((each) => each.textContent)).toEqual(['Ben Lee@ben', 'Bea@bea']);
    expect(roomBox().getAttribute('aria-activedescendant')).toBe(options[0]?.id);

    fireEvent.keyDown(roomBox(), { key: 'ArrowDown' });
    fireEvent.keyDown(roomBox(), { key: 'Enter' });
    expect((roomBox() as HTMLTextAreaElement).value).toBe('👋 @Bea ');
    expect(screen.queryByRole('option')).toBeNull();
    fireEvent.keyDown(roomBox(), { key: 'Enter' });

    expect(links.last.sent.at(-1)?.body).toEqual({
      clientMsgId: 'c1',
      text: '👋 @Bea',
      mentions: [{ kind: 'user', userId: 'bea', at: 3, length: 4 }],
    });
    const mention = await screen.findByText('@Bea', { selector: '.mention' });
    expect(mention.className).toBe('mention');
  });

  it('offer the whole room to whom that is allowed', async () => {
    show({ ...room, settings: { mentionAll: 'nobody' } });
    type('@');
    await waitFor(() => {
      expect(screen.getAllByRole('option').map((each) => each.textContent)).toEqual([
        'Ben Lee@ben',
        'Bea@bea',
        'adminsThe admins here',
      ]);
    });

    fireEvent.keyDown(roomBox(), { key: 'Escape' });

    expect(screen.queryByRole('option')).toBeNull();
  });

  describe('in an edit', () => {
    const editor = () =>
      screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit your message' });

    async function edit(): Promise<HTMLTextAreaElement> {
      const found = await screen.findByText('@Bea', { selector: '.mention' });
      fireEvent.contextMenu(found.closest('.message') as HTMLElement);
      fireEvent.click(screen.getByRole('menuitem', { name: 'Edit' }));
      return editor();
    }

    function typeIn(value: string): void {
      write(editor(), value);
      editor().setSelectionRange(value.length, value.length);
      fireEvent.select(editor());
    }

    beforeEach(() => {
      show(room);
      const mentions = [{ kind: 'user', userId: 'bea', at: 3, length: 4 }] as const;
      arrives({ content: { kind: 'message', text: 'Hi @Bea, please', mentions } });
    });

    it('stay where their words do, and others are completed', async () => {
      await edit();
      typeIn('Dear @Bea and @ben');
      await screen.findByRole('option');

      fireEvent.keyDown(editor(), { key: 'Enter' });
      expect(editor().value).toBe('Dear @Bea and @Ben Lee ');
      fireEvent.keyDown(editor(), { key: 'Enter' });

      expect(links.last.sent.at(-1)?.body).toMatchObject({
        seq: 3,
        text: 'Dear @Bea and @Ben Lee',
        mentions: [
          { kind: 'user', userId: 'bea', at: 5, length: 4 },
          { kind: 'user', userId: 'ben', at: 14, length: 8 },
        ],
      });
    });

    it('go where their words do', async () => {
      await edit();
      typeIn('Hi all, please');

      fireEvent.keyDown(editor(), { key: 'Enter' });

      expect(links.last.sent.at(-1)?.body).not.toHaveProperty('mentions');
    });

    it('close their list with Escape, and leave the words', async () => {
      await edit();
      typeIn('Hi @Bea, @ben');
      await screen.findByRole('option');

      fireEvent.keyDown(editor(), { key: 'Escape' });

      expect(screen.queryByRole('option')).toBeNull();
      expect(editor().value).toBe('Hi @Bea, @ben');
    });

    it('are there again where the edit is refused', async () => {
      await edit();
      typeIn('Dear @Bea');
      fireEvent.keyDown(editor(), { key: 'Enter' });
      const refusal = { code: 'policy.denied', status: 403, title: 'No', clientMsgId: 'c1' };
      links.last.control('/user/queue/errors', refusal);
      await screen.findByText(/^Your edit was not saved/);

      const box = await edit();
      expect(box.value).toBe('Dear @Bea');
      fireEvent.keyDown(box, { key: 'Enter' });

      expect(links.last.sent.at(-1)?.body).toMatchObject({
        mentions: [{ kind: 'user', userId: 'bea', at: 5, length: 4 }],
      });
    });
  });

  it('are not offered within a word, as in an address of mail', () => {
    show(room);
    type('ada@be');

    expect(screen.queryByRole('listbox')).toBeNull();
  });
});
