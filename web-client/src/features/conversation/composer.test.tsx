// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Api } from '../../lib/http/api';
import { SignedContext } from '../../lib/session/context';
import { Drafts } from '../../lib/state/drafts';
import { MemoryKeep } from '../../lib/state/keep';
import { ROOM } from '../../testing/samples';
import type { Room } from '../../lib/model/rooms';
import { Composer } from './Composer';
import { ConversationsContext } from './context';
import type { Conversations } from './conversations';

const ME = { id: 'ada', username: 'ada', displayName: 'Ada', role: 'ADMIN' } as const;
const room: Room = { id: ROOM, kind: 'group', name: 'Launch', version: 1, headSeq: 0 };

let keep: MemoryKeep;
let send: ReturnType<typeof vi.fn<(roomId: string, text: string) => boolean>>;

beforeEach(() => {
  keep = new MemoryKeep();
  send = vi.fn(() => true);
});

afterEach(cleanup);

function open(): HTMLTextAreaElement {
  const api = new Api({ access: () => Promise.resolve('') });
  const signed = { me: ME, api, drafts: new Drafts(keep, ME.id), renew: () => Promise.resolve() };
  // Of the conversations the composer needs no more than this
  const conversations = { chat: { send } } as unknown as Conversations;
  render(
    <SignedContext value={signed}>
      <ConversationsContext value={conversations}>
        <Composer room={room} />
      </ConversationsContext>
    </SignedContext>,
  );
  return screen.getByRole('textbox');
}

function write(box: HTMLTextAreaElement, text: string): void {
  fireEvent.change(box, { target: { value: text } });
}

it('sends what is written with Enter', () => {
  const box = open();
  write(box, ' hello ');

  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 });

  expect(send).toHaveBeenCalledExactlyOnceWith(ROOM, 'hello');
  expect(box.value).toBe('');
});

it.each([
  ['of other browsers', { key: 'Enter', keyCode: 229, isComposing: true }],
  ['of Safari, which comes after the composition', { key: 'Enter', keyCode: 229 }],
])('leaves the Enter that chooses a word to the input method: that %s', (_browser, event) => {
  const box = open();
  write(box, '日本');

  fireEvent.keyDown(box, event);

  expect(send).not.toHaveBeenCalled();
  expect(box.value).toBe('日本');
});

it('keeps what is half written over a reload, and forgets what was sent', () => {
  write(open(), 'half a sen');
  cleanup();

  const reloaded = open();
  expect(reloaded.value).toBe('half a sen');
  fireEvent.keyDown(reloaded, { key: 'Enter', keyCode: 13 });
  cleanup();

  expect(open().value).toBe('');
});

it('says by how much a text is too long, and sends nothing of it', () => {
  const box = open();
  write(box, 'x'.repeat(12_000));

  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 });

  expect(send).not.toHaveBeenCalled();
  expect(screen.getByRole('status').textContent).toMatch(/^Too long by 4.?000 characters/);
  expect(box.getAttribute('aria-invalid')).toBe('true');
});

it('says how much is left near the end, and nothing before', () => {
  const box = open();
  write(box, 'x'.repeat(7_000));
  expect(screen.getByRole('status').textContent).toBe('');

  write(box, 'x'.repeat(7_999));

  expect(screen.getByRole('status').textContent).toBe('1 character left');
});
