// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RoomEvent } from '../../lib/model/events';
import type { Room } from '../../lib/model/rooms';
import type { FakeLinks } from '../../testing/fakeLink';
import { followedRoom } from '../../testing/followedRoom';
import { BEN, ROOM, asWire, message } from '../../testing/samples';
import type { Conversations } from './conversations';
import { ThreadPanel } from './ThreadPanel';
import { ThreadsPanel } from './ThreadsPanel';

const TOPIC = `/topic/rooms/${ROOM}`;
const room: Room = { id: ROOM, kind: 'group', name: 'Launch', version: 1, headSeq: 0 };

/** The answers of the server by the end of their path, each as often as it is asked for. */
let answers: Record<string, { readonly status?: number; readonly body: unknown }>;
let asked: string[];
let links: FakeLinks;
let conversations: Conversations;
let opened: Awaited<ReturnType<typeof followedRoom>>;

beforeEach(async () => {
  answers = {};
  asked = [];
  vi.stubGlobal('fetch', (address: string, { method = 'GET' }: RequestInit) => {
    const path = address.slice(address.indexOf('/threads'));
    asked.push(method === 'GET' ? path : `${method} ${path}`);
    const { status = 200, body } = answers[path] ?? { status: 404, body: { code: 'not.found' } };
    const headers = { 'Content-Type': 'application/json' };
    const text = status === 204 ? null : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status, headers }));
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

function arrives(seq: number, change: Partial<RoomEvent> = {}): void {
  links.last.event(TOPIC, seq, asWire(message(seq, change)));
}

function said(seq: number, text: string, threadRoot?: number) {
  const at = new Date(Date.UTC(2026, 9, 1, 9, 0, seq)).toISOString();
  const thread = threadRoot === undefined ? {} : { threadRoot };
  return {
    type: 'message',
    seq,
    messageId: `m${seq}`,
    at,
    actor: BEN,
    text,
    version: 1,
    ...thread,
  };
}

function inThread(text: string) {
  return { content: { kind: 'message', text, threadRoot: 3 } as const };
}

describe('a thread that hangs on a message far up', () => {
  const root = said(3, 'Who brings cake?');
  const show = () => {
    render(opened.around(<ThreadPanel room={room} root={3} onClose={() => undefined} />));
  };
  const panel = () => within(screen.getByRole('complementary', { name: 'Thread' }));
  const texts = () =>
    Array.from(document.querySelectorAll('.bubble__text'), (each) => each.textContent);

  it('is read, and goes on with what comes, nothing twice', async () => {
    answers['/threads/3?limit=50'] = {
      body: { root, items: [said(50, 'I do', 3), said(61, 'So do I', 3)], foldedTo: 61 },
    };
    arrives(60);
    arrives(61, inThread('So do I'));
    show();
    await panel().findByText('I do');

    arrives(62, inThread('Thanks'));

    await panel().findByText('Thanks');
    expect(texts()).toEqual(['Who brings cake?', 'I do', 'So do I', 'Thanks']);
    expect(asked.filter((path) => path.endsWith('limit=50'))).toHaveLength(1);
  });

  it('is read anew where the room goes on behind a hole', async () => {
    answers['/threads/3?limit=50'] = { body: { root, items: [said(50, 'I do', 3)], foldedTo: 60 } };
    arrives(60);
    show();
    await panel().findByText('I do');
    answers['/threads/3?limit=50'] = {
      body: { root, items: [said(50, 'I do', 3), said(70, 'Missed', 3)], foldedTo: 90 },
    };

    links.last.control(TOPIC, { type: 'resume.failed', reason: 'truncated', headSeq: 90 });

    await panel().findByText('Missed');
    expect(texts()).toEqual(['Who brings cake?', 'I do', 'Missed']);
  });

  it('is followed and left by a button', async () => {
    const thread = { replies: 1, lastAt: '2026-10-01T09:00:50Z', lastSeq: 50 };
    const followed = (following: boolean) => ({
      body: { root: { ...root, thread: { ...thread, following } }, items: [], foldedTo: 60 },
    });
    answers['/threads/3?limit=50'] = followed(false);
    answers['/threads/3?limit=1'] = followed(false);
    answers['/threads/3/following'] = { status: 204, body: undefined };
    arrives(60);
    show();
    const button = await panel().findByRole('button', { name: 'Follow', pressed: false });

    answers['/threads/3?limit=1'] = followed(true);
    fireEvent.click(button);

    await panel().findByRole('button', { name: 'Follow', pressed: true });
    expect(asked).toContain('PUT /threads/3/following');
    answers['/threads/3?limit=1'] = followed(false);
    fireEvent.click(panel().getByRole('button', { name: 'Follow' }));
    await panel().findByRole('button', { name: 'Follow', pressed: false });
    expect(asked).toContain('DELETE /threads/3/following');
  });

  it('says so where there is none', async () => {
    answers['/threads/3?limit=50'] = { status: 404, body: { code: 'message.not.found' } };
    arrives(60);
    show();

    expect(await panel().findByText('This thread cannot be shown')).toBeTruthy();
  });

  it('can be asked for again', async () => {
    answers['/threads/3?limit=50'] = { status: 503, body: { code: 'unavailable' } };
    arrives(60);
    show();
    const again = await panel().findByRole('button', { name: 'Try again' });
    answers['/threads/3?limit=50'] = { body: { root, items: [], foldedTo: 60 } };

    fireEvent.click(again);

    expect(await panel().findByText('Who brings cake?')).toBeTruthy();
  });
});

describe('the threads of a room', () => {
  const thread = (replies: number, lastSeq: number) => ({
    replies,
    lastSeq,
    lastAt: '2026-10-01T10:00:00Z',
    participants: ['ben'],
  });
  const show = () => {
    render(opened.around(<ThreadsPanel room={room} onClose={() => undefined} />));
  };
  const entries = () =>
    Array.from(document.querySelectorAll('.thread-entry'), (each) =>
      each.querySelector('.thread-entry__foot')?.textContent.replace(/ · .*/, ''),
    );

  it('are listed with how long they are, as more is said', async () => {
    answers['/threads?limit=30'] = {
      body: { items: [{ ...said(3, 'Who brings cake?'), thread: thread(2, 50) }] },
    };
    arrives(60);
    show();
    const link = await screen.findByRole('link', { name: /Who brings cake\?/ });
    expect(link.getAttribute('href')).toBe(`#/rooms/${ROOM}/threads/3`);

    arrives(61, inThread('me too'));
    arrives(62, { content: { kind: 'message', text: 'here', threadRoot: 60 } });

    await waitFor(() => {
      expect(entries()).toEqual(['1 reply', '3 replies']);
    });
  });

  it('are read anew when an answer of one far up is deleted', async () => {
    answers['/threads?limit=30'] = {
      body: { items: [{ ...said(3, 'Who brings cake?'), thread: thread(2, 61) }] },
    };
    arrives(60);
    arrives(61, inThread('me too'));
    show();
    await screen.findByText(/^2 replies/);
    answers['/threads?limit=30'] = {
      body: { items: [{ ...said(3, 'Who brings cake?'), thread: thread(1, 50) }] },
    };

    arrives(62, { content: { kind: 'deleted', target: { seq: 61, messageId: 'm61' } } });

    await screen.findByText(/^1 reply/);
  });

  it('may be none', async () => {
    answers['/threads?limit=30'] = { body: { items: [] } };
    arrives(60);
    show();

    expect(await screen.findByText('No threads yet')).toBeTruthy();
  });
});
