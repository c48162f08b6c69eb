// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Api } from '../../lib/http/api';
import { limitsIn } from '../../lib/model/limits';
import { SignedContext } from '../../lib/session/context';
import { Drafts } from '../../lib/state/drafts';
import { MemoryKeep } from '../../lib/state/keep';
import { Store } from '../../lib/state/store';
import { useStore } from '../../lib/state/useStore';
import type { ChatClient } from '../../lib/stomp/client';
import { EMPTY_VIEW } from '../../lib/stomp/view';
import { BEN, ROOM, message } from '../../testing/samples';
import type { Room } from '../../lib/model/rooms';
import { Composer } from './Composer';
import { ConversationsContext } from './context';
import type { Conversations } from './conversations';
import { useRoomScope } from './roomIntent';
import { RoomScope } from './RoomScope';

const ME = { id: 'ada', username: 'ada', displayName: 'Ada', role: 'ADMIN' } as const;
const room: Room = { id: ROOM, kind: 'group', name: 'Launch', version: 1, headSeq: 0 };

let keep: MemoryKeep;
let act: ReturnType<typeof vi.fn<ChatClient['act']>>;

const TARGET = { seq: 1, messageId: 'm1' };
const EVENTS = [message(1, { actor: BEN }), message(2), message(3, { actor: BEN })];

beforeEach(() => {
  keep = new MemoryKeep();
  act = vi.fn(() => true);
});

afterEach(cleanup);

function open(): HTMLTextAreaElement {
  const api = new Api({ access: () => Promise.resolve('') });
  const signed = { me: ME, api, drafts: new Drafts(keep, ME.id), renew: () => Promise.resolve() };
  // Of the conversations the composer needs no more than this
  const view = () => new Store({ ...EMPTY_VIEW, events: EVENTS, last: 2 });
  const conversations = {
    chat: { act, view, limits: new Store(limitsIn(undefined)) },
  } as unknown as Conversations;
  render(
    <SignedContext value={signed}>
      <ConversationsContext value={conversations}>
        <RoomScope room={room}>
          <Composer room={room} />
          <ReplyTo />
        </RoomScope>
      </ConversationsContext>
    </SignedContext>,
  );
  return screen.getByRole('textbox');
}

/** Stands in for the menu of a message. */
function ReplyTo() {
  const { intent } = useRoomScope();
  const editing = useStore(intent.editing);
  return (
    <>
      <button
        onClick={() => {
          intent.replyingTo.set({ target: TARGET, author: 'Ben', excerpt: 'what he said' });
        }}
      >
        reply
      </button>
      <p>{`editing ${editing ?? 'nothing'}`}</p>
    </>
  );
}

function write(box: HTMLTextAreaElement, text: string): void {
  fireEvent.change(box, { target: { value: text } });
}

it('sends what is written with Enter', () => {
  const box = open();
  write(box, ' hello ');

  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 });

  expect(act).toHaveBeenCalledExactlyOnceWith(ROOM, { kind: 'send', text: 'hello' });
  expect(box.value).toBe('');
});

it.each([
  ['of other browsers', { key: 'Enter', keyCode: 229, isComposing: true }],
  ['of Safari, which comes after the composition', { key: 'Enter', keyCode: 229 }],
])('leaves the Enter that chooses a word to the input method: that %s', (_browser, event) => {
  const box = open();
  write(box, '日本');

  fireEvent.keyDown(box, event);

  expect(act).not.toHaveBeenCalled();
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

  expect(act).not.toHaveBeenCalled();
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

it('replies to a message, whose words stand above it, until that is sent', () => {
  const box = open();
  fireEvent.click(screen.getByText('reply'));
  expect(screen.getByText('what he said')).toBeTruthy();
  write(box, 'yes');

  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 });

  expect(act).toHaveBeenCalledExactlyOnceWith(ROOM, { kind: 'send', text: 'yes', replyTo: TARGET });
  expect(screen.queryByText('what he said')).toBeNull();
});

it('keeps over a reload what is replied to, and lets go of it with Escape', () => {
  open();
  fireEvent.click(screen.getByText('reply'));
  cleanup();
  const reloaded = open();
  expect(screen.getByText('what he said')).toBeTruthy();

  fireEvent.keyDown(reloaded, { key: 'Escape' });

  expect(screen.queryByText('what he said')).toBeNull();
  cleanup();
  open();
  expect(screen.queryByText('what he said')).toBeNull();
});

it('goes to my last message with the arrow up, where nothing is written', () => {
  const box = open();
  write(box, 'x');
  fireEvent.keyDown(box, { key: 'ArrowUp' });
  expect(screen.getByText('editing nothing')).toBeTruthy();
  write(box, '');

  fireEvent.keyDown(box, { key: 'ArrowUp' });

  expect(screen.getByText('editing 2')).toBeTruthy();
});
