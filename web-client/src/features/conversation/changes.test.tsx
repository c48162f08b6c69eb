// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RoomEvent } from '../../lib/model/events';
import type { FakeLinks, Sent } from '../../testing/fakeLink';
import { followedRoom } from '../../testing/followedRoom';
import { ADA, BEN, ROOM, asWire, message } from '../../testing/samples';
import type { Room } from '../../lib/model/rooms';
import { Composer } from './Composer';
import type { Conversations } from './conversations';
import { DeleteDialog } from './DeleteDialog';
import { MessageList } from './MessageList';
import { MessageMenu } from './MessageMenu';
import { RoomScope, useRefusals } from './RoomScope';
import { VersionsDialog } from './VersionsDialog';

const TOPIC = `/topic/rooms/${ROOM}`;
const room: Room = { id: ROOM, kind: 'group', name: 'Launch', version: 1, headSeq: 0 };

let links: FakeLinks;
let conversations: Conversations;
let seq: number;

beforeEach(async () => {
  answers({ items: [] });
  const opened = await followedRoom();
  ({ links, conversations } = opened);
  seq = 0;
  arrives({ actor: BEN, content: { kind: 'message', text: 'of Ben' } });
  arrives({ content: { kind: 'message', text: 'of mine' } });
  render(
    opened.around(
      <>
        <Refusals />
        <RoomScope room={room}>
          <MessageList room={room} isBeside={false} />
          <Composer room={room} />
          <MessageMenu />
          <DeleteDialog />
          <VersionsDialog />
        </RoomScope>
      </>,
    ),
  );
});

afterEach(() => {
  cleanup();
  conversations.chat.stop();
  conversations.close();
  vi.unstubAllGlobals();
});

function Refusals() {
  useRefusals();
  return null;
}

/** The next event of the room. */
function arrives(change: Partial<RoomEvent>): void {
  seq++;
  const event = message(seq, change);
  links.last.event(TOPIC, seq, asWire(event));
}

/** An edit of my message arrives. */
function edited(text: string, more: { ifVersion?: number; clientMsgId?: string } = {}): void {
  const { clientMsgId, ...data } = more;
  const target = { seq: 2, messageId: 'm2' };
  arrives({
    content: { kind: 'edited', target, text, ...data },
    ...(clientMsgId !== undefined && { clientMsgId }),
  });
}

function answers(body: unknown, status = 200): void {
  const headers = { 'Content-Type': 'application/json' };
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(JSON.stringify(body), { status, headers })),
  );
}

function messageOf(text: string): HTMLElement {
  const found = screen.getByText(text, { selector: '.bubble__text' }).closest('.message');
  return found as HTMLElement;
}

function choose(text: string, item: string): void {
  fireEvent.contextMenu(messageOf(text));
  fireEvent.click(screen.getByRole('menuitem', { name: item }));
}

function lastSent(): Sent | undefined {
  return links.last.sent.at(-1);
}

function refuses(code: string): void {
  const clientMsgId = lastSent()?.body['clientMsgId'];
  links.last.control('/user/queue/errors', { code, status: 403, title: 'No', clientMsgId });
}

describe('a reaction', () => {
  it('is shown at once, and its button takes it back', async () => {
    choose('of Ben', 'thumbs up');

    const button = within(messageOf('of Ben')).getByRole('button', { pressed: true });
    expect(button.title).toBe('You: thumbs up');
    expect(lastSent()).toMatchObject({
      destination: `/app/rooms/${ROOM}/react`,
      body: { seq: 1, emoji: '👍', op: 'add' },
    });

    links.last.receipt('c1');
    fireEvent.click(button);
    await waitFor(() => {
      expect(screen.queryByRole('button', { pressed: true })).toBeNull();
    });
    expect(lastSent()?.body).toMatchObject({ op: 'remove' });
  });

  it('is taken back with a sentence where it is refused', async () => {
    choose('of Ben', 'thumbs up');

    refuses('room.readonly');

    await screen.findByText('Your reaction was not kept. Only admins can write here.');
    await waitFor(() => {
      expect(screen.queryByRole('button', { pressed: true })).toBeNull();
    });
    expect(conversations.deliveries.items.get()).toEqual([]);
  });
});

describe('an edit', () => {
  function editor(): HTMLTextAreaElement {
    return screen.getByRole('textbox', { name: 'Edit your message' });
  }

  it('is shown at once, says so, and names the version that it was made from', () => {
    choose('of mine', 'Edit');
    fireEvent.change(editor(), { target: { value: 'better' } });

    fireEvent.keyDown(editor(), { key: 'Enter' });

    expect(within(messageOf('better')).getByText(/^edited/)).toBeTruthy();
    expect(lastSent()).toMatchObject({
      destination: `/app/rooms/${ROOM}/edit`,
      body: { seq: 2, text: 'better', ifVersion: 1 },
    });
  });

  it('is left with Escape, and changes nothing', () => {
    choose('of mine', 'Edit');
    fireEvent.change(editor(), { target: { value: 'worse' } });

    fireEvent.keyDown(editor(), { key: 'Escape' });

    expect(messageOf('of mine')).toBeTruthy();
    expect(links.last.sent).toEqual([]);
  });

  it('is undone where it is refused, and its words are there when one tries again', async () => {
    choose('of mine', 'Edit');
    fireEvent.change(editor(), { target: { value: 'too late' } });
    fireEvent.keyDown(editor(), { key: 'Enter' });

    refuses('edit.window.closed');

    await screen.findByText('Your edit was not saved. It is too old to be changed.');
    await screen.findByText('of mine');
    choose('of mine', 'Edit');
    expect(editor().value).toBe('too late');
  });

  it('that came after one of another device is taken back, and its words are there again', async () => {
    choose('of mine', 'Edit');
    fireEvent.change(editor(), { target: { value: 'from here' } });
    fireEvent.keyDown(editor(), { key: 'Enter' });
    links.last.receipt('c1');

    edited('from there', { ifVersion: 1 });
    edited('from here', { ifVersion: 1, clientMsgId: 'c1' });

    await screen.findByText(/^Your edit was not saved. Somebody edited the message before you/);
    await screen.findByText('from there');
    choose('from there', 'Edit');
    expect(editor().value).toBe('from here');
  });

  it('shows what the message said before, to whom the room shows it', async () => {
    edited('better');
    const by = { id: ADA.id, name: 'Ada', role: 'ADMIN' };
    const at = '2026-11-01T09:00:00Z';
    answers({
      items: [
        { version: 1, seq: 2, at, by, text: 'of mine' },
        { version: 2, seq: 3, at, by, text: 'better' },
      ],
    });
    await screen.findByText('better');
    fireEvent.click(within(messageOf('better')).getByText(/^edited/));

    const dialog = within(screen.getByRole('dialog'));
    await dialog.findByText('of mine');
    expect(dialog.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
      expect.stringMatching(/^Now · Ada.*better$/),
      expect.stringMatching(/^Version 1 · Ada.*of mine$/),
    ]);
  });

  it('says in words where the room does not show what was said before', async () => {
    edited('better');
    answers({ code: 'policy.denied', status: 403, title: 'No' }, 403);

    await screen.findByText('better');
    choose('better', 'Earlier versions');

    await screen.findByText('Earlier versions are not shown to you');
  });

  it('is not offered for the words of others', () => {
    fireEvent.contextMenu(messageOf('of Ben'));

    expect(screen.getByRole('menuitem', { name: 'Reply' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: 'Edit' })).toBeNull();
  });
});

describe('a deletion', () => {
  it('is asked for, and leaves its place', async () => {
    choose('of mine', 'Delete');
    expect(links.last.sent).toEqual([]);

    fireEvent.click(within(screen.getByRole('dialog')).getByText('Delete'));

    await screen.findByText('This message was deleted.');
    expect(screen.queryByText('of mine')).toBeNull();
    expect(lastSent()).toMatchObject({
      destination: `/app/rooms/${ROOM}/delete`,
      body: { seq: 2 },
    });
  });

  it('of the words of another has a reason that all can read', async () => {
    choose('of Ben', 'Delete');
    const dialog = within(screen.getByRole('dialog'));
    fireEvent.change(dialog.getByRole('textbox'), { target: { value: 'rude' } });

    fireEvent.submit(dialog.getByRole('textbox'));

    await screen.findByText(/^Deleted by .*: rude$/);
    expect(lastSent()?.body).toMatchObject({ seq: 1, reason: 'rude' });
  });
});

describe('a reply', () => {
  it('stands under the words that it answers, as they are now', () => {
    choose('of Ben', 'Reply');
    const box = screen.getByRole('textbox', { name: /^Message to/ });
    fireEvent.change(box, { target: { value: 'yes' } });

    fireEvent.keyDown(box, { key: 'Enter' });

    const quote = within(messageOf('yes')).getByRole('button', {
      name: /^In reply to/,
    });
    expect(quote.textContent).toContain('of Ben');
    expect(lastSent()?.body).toMatchObject({ text: 'yes', replyTo: 'm1', replySeq: 1 });
  });
});

describe('the menu of a message', () => {
  it('opens and closes by keyboard, and gives the focus back', async () => {
    const own = messageOf('of mine');
    own.focus();
    fireEvent.keyDown(own, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(messageOf('of Ben'));

    fireEvent.keyDown(messageOf('of Ben'), { key: 'Enter' });
    const items = screen.getAllByRole('menuitem');
    expect(document.activeElement).toBe(items[0]);
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'End' });
    expect(document.activeElement).toBe(items.at(-1));
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(items[0]);

    fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' });
    await waitFor(() => {
      expect(document.activeElement).toBe(messageOf('of Ben'));
    });
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('opens under a finger that stays, and not under one that scrolls', async () => {
    vi.useFakeTimers();
    const touch = { pointerType: 'touch', clientX: 10, clientY: 10 };
    fireEvent.pointerDown(messageOf('of Ben'), touch);
    fireEvent.pointerMove(messageOf('of Ben'), { ...touch, clientY: 40 });
    await vi.advanceTimersByTimeAsync(600);
    expect(screen.queryByRole('menu')).toBeNull();

    fireEvent.pointerDown(messageOf('of Ben'), touch);
    await vi.advanceTimersByTimeAsync(600);
    vi.useRealTimers();

    await screen.findByRole('menu');
  });

  it('pins, and takes the pin away', async () => {
    choose('of Ben', 'Pin');
    await within(messageOf('of Ben')).findByText('Pinned');

    choose('of Ben', 'Unpin');

    await waitFor(() => {
      expect(within(messageOf('of Ben')).queryByText('Pinned')).toBeNull();
    });
    expect(conversations.deliveries.items.get().map(({ action }) => action.kind)).toEqual([
      'pin',
      'unpin',
    ]);
  });
});
