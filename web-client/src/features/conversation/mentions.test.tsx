// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RoomEvent } from '../../lib/model/events';
import type { Room } from '../../lib/model/rooms';
import type { FakeLinks } from '../../testing/fakeLink';
import { followedRoom } from '../../testing/followedRoom';
import { BEN, ROOM, asWire, message } from '../../testing/samples';
import type { Conversations } from './conversations';
import { FollowedThreadsPage, MentionsPage } from './MyMessages';
import { MessageList } from './MessageList';
import { RoomScope } from './RoomScope';

const TOPIC = `/topic/rooms/${ROOM}`;
const room: Room = { id: ROOM, kind: 'group', name: 'Launch', version: 1, headSeq: 0 };

let items: readonly unknown[];
let links: FakeLinks;
let conversations: Conversations;
let opened: Awaited<ReturnType<typeof followedRoom>>;

beforeEach(async () => {
  window.location.hash = '';
  items = [];
  vi.stubGlobal('fetch', () => {
    const headers = { 'Content-Type': 'application/json' };
    return Promise.resolve(new Response(JSON.stringify({ items }), { headers }));
  });
  opened = await followedRoom({ 'x-limits': JSON.stringify({ maxMentions: 50 }) });
  ({ links, conversations } = opened);
});

afterEach(() => {
  cleanup();
  conversations.chat.stop();
  conversations.close();
  vi.unstubAllGlobals();
});

function mention(seq: number, text: string, threadRoot?: number) {
  const mentions = [{ kind: 'user', userId: 'ada', at: 0, length: 4 }];
  const at = '2026-11-01T09:00:00Z';
  const thread = threadRoot === undefined ? {} : { threadRoot };
  const said = { seq, messageId: `m${seq}`, at, actor: BEN, text, version: 1, mentions };
  return { roomId: ROOM, message: { ...said, ...thread } };
}

function arrives(seq: number, change: Partial<RoomEvent> = {}): void {
  links.last.event(TOPIC, seq, asWire(message(seq, change)));
}

it('lists what mentions me, with the way to each message', async () => {
  conversations.include(room);
  items = [mention(57, '@Ada in a thread', 41), mention(12, '@Ada, look')];
  render(opened.around(<MentionsPage />));

  const rows = await screen.findAllByRole('listitem');
  expect(rows.map((row) => within(row).getByRole('link').getAttribute('href'))).toEqual([
    `#/rooms/${ROOM}/threads/41/57`,
    `#/rooms/${ROOM}/messages/12`,
  ]);
  expect(rows[0]?.textContent).toMatch(/^Ben in Launch, in a thread/);
  expect(screen.getAllByText('@Ada', { selector: '.mention--me' })).toHaveLength(2);
});

it('says so where there is none', async () => {
  render(opened.around(<MentionsPage />));

  expect(await screen.findByText('Nobody has mentioned you yet.')).toBeTruthy();
});

it('lists the threads that I follow, with the way to each', async () => {
  conversations.include(room);
  const { text: _, ...deleted } = mention(12, '').message;
  items = [mention(57, '@Ada, cake?'), { roomId: ROOM, message: { ...deleted, version: 0 } }];
  render(opened.around(<FollowedThreadsPage />));

  const rows = await screen.findAllByRole('listitem');
  expect(rows.map((row) => within(row).getByRole('link').getAttribute('href'))).toEqual([
    `#/rooms/${ROOM}/threads/57`,
    `#/rooms/${ROOM}/threads/12`,
  ]);
  expect(rows[1]?.textContent).toContain('This message was deleted.');
});

it('goes to the message of an address, also where the messages come later, and once', async () => {
  const shown = (
    <RoomScope room={room} goesTo={2}>
      <MessageList room={room} isBeside={false} />
    </RoomScope>
  );
  render(opened.around(shown));
  for (const seq of [1, 2, 3]) {
    arrives(seq);
  }

  const found = await screen.findByText('message 2');
  await vi.waitFor(() => {
    expect(document.activeElement).toBe(found.closest('.message'));
  });
  (document.activeElement as HTMLElement).blur();
  links.last.control(TOPIC, { type: 'resume.failed', reason: 'truncated', headSeq: 3 });
  arrives(4);
  await screen.findByText('message 4');
  expect(document.activeElement).toBe(document.body);
});

it('goes to a message that belongs to a thread which stands apart by opening that', async () => {
  arrives(1);
  arrives(2, { content: { kind: 'message', text: 'in it', threadRoot: 1 } });
  const apart: Room = { ...room, settings: { threads: 'collapsed' } };
  render(
    opened.around(
      <RoomScope room={apart} goesTo={2}>
        <MessageList room={apart} isBeside={false} />
      </RoomScope>,
    ),
  );

  await vi.waitFor(() => {
    expect(window.location.hash).toBe(`#/rooms/${ROOM}/threads/1/2`);
  });
});
