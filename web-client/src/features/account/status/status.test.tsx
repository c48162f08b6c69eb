// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../../../lib/http/api';
import { limitsIn } from '../../../lib/model/limits';
import { PresenceContext } from '../../../lib/presence/context';
import { Presence } from '../../../lib/presence/presence';
import { SignedContext } from '../../../lib/session/context';
import { Drafts } from '../../../lib/state/drafts';
import { MemoryKeep } from '../../../lib/state/keep';
import { Toasts } from '../../../lib/ui/toasts';
import { FakeLink } from '../../../testing/fakeLink';
import { everythingOnScreen } from '../../../testing/onScreen';
import { PrivacySection } from '../PrivacySection';
import { StatusButton } from './StatusMenu';

const ME = { id: 'ada', username: 'ada', displayName: 'Ada', role: 'USER' } as const;
const QUEUE = '/user/queue/presence';

interface Asked {
  readonly call: string;
  readonly body: unknown;
}

let asked: Asked[];
let mine: object;
let refusal: object | undefined;
let presence: Presence;
let link: FakeLink;

beforeEach(async () => {
  asked = [];
  mine = { presence: 'auto', dndNow: false, showLastSeen: true };
  refusal = undefined;
  everythingOnScreen();
  vi.stubGlobal('fetch', (address: string, request: RequestInit) => {
    const path = address.replace('http://test/api/v1', '');
    const method = request.method ?? 'GET';
    if (method === 'GET') {
      return Promise.resolve(
        Response.json(path === '/me/preferences' ? { readReceipts: true } : mine),
      );
    }
    asked.push({ call: `${method} ${path}`, body: JSON.parse(request.body as string) as unknown });
    if (refusal) {
      return Promise.resolve(Response.json(refusal, { status: 400 }));
    }
    return Promise.resolve(
      path === '/me/preferences'
        ? Response.json(JSON.parse(request.body as string))
        : new Response(null, { status: 204 }),
    );
  });
  const api = new Api({ access: () => Promise.resolve('access') }, 'http://test/api/v1');
  presence = new Presence(api, ME.id);
  const nothing = () => undefined;
  link = new FakeLink('t', { onOpen: nothing, onReceipt: nothing, onEnd: nothing });
  presence.feed.attach(link, limitsIn('{"maxWatched":200}'));
  await presence.load();
  const drafts = new Drafts(new MemoryKeep(), ME.id);
  render(
    <SignedContext value={{ me: ME, api, drafts, renew: () => Promise.resolve() }}>
      <PresenceContext value={presence}>
        <Toasts>
          <StatusButton />
          <PrivacySection />
        </Toasts>
      </PresenceContext>
    </SignedContext>,
  );
});

afterEach(() => {
  cleanup();
  presence.close();
  vi.unstubAllGlobals();
});

function tellOfMe(change: object): void {
  link.control(QUEUE, { type: 'presence', full: true, users: [{ id: ME.id, ...change }] });
}

async function choose(role: string, name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: /^Your status/ }));
  fireEvent.click(await screen.findByRole(role, { name }));
}

const calls = async (count = 1) => {
  await waitFor(() => {
    expect(asked).toHaveLength(count);
  });
  return asked;
};

describe('my status', () => {
  it('is said with an emoji, in words, and until a time', async () => {
    await choose('menuitem', 'Set a status');
    fireEvent.click(screen.getByRole('button', { name: 'Choose an emoji' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'coffee' }));
    fireEvent.change(screen.getByLabelText(/^What others see/), { target: { value: ' Break ' } });
    fireEvent.change(screen.getByLabelText('Clear it'), { target: { value: '60' } });
    const before = Date.now();
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));

    const [sent] = await calls();
    const { until, ...words } = sent?.body as { until: string };
    expect(sent?.call).toBe('PUT /me/status');
    expect(words).toEqual({ text: 'Break', emoji: '☕' });
    expect(Date.parse(until) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(Date.parse(until) - before).toBeLessThan(3_660_000);
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
  });

  it('stays in its form where the server refuses it', async () => {
    const fields = [{ name: 'text', message: 'shows nothing' }];
    refusal = { code: 'validation.failed', status: 400, title: 'Wrong', fields };
    await choose('menuitem', 'Set a status');
    const box = () => screen.getByLabelText<HTMLInputElement>(/^What others see/);
    fireEvent.change(box(), { target: { value: '…' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));

    await screen.findByText('Shows nothing.');
    expect(box().value).toBe('…');
    refusal = undefined;
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await calls(2);
  });

  it('does not end before it has begun', async () => {
    await choose('menuitem', 'Set a status');
    fireEvent.change(screen.getByLabelText('Clear it'), { target: { value: 'date' } });
    fireEvent.change(screen.getByLabelText('When'), { target: { value: '2020-01-01T10:00' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));

    await screen.findByText('This time is over.');
    expect(asked).toEqual([]);
  });

  it('is read again where another device of mine has changed it', async () => {
    tellOfMe({ state: 'online' });
    mine = { ...mine, status: { text: 'Lunch' } };
    tellOfMe({ state: 'away' });
    await Promise.resolve();
    expect(presence.mine.get()?.status).toBeUndefined();

    tellOfMe({ state: 'away', status: { text: 'Lunch' } });
    await waitFor(() => {
      expect(presence.mine.get()?.status?.text).toBe('Lunch');
    });
    await choose('menuitem', 'Clear status');
    expect((await calls())[0]).toEqual({ call: 'PUT /me/status', body: { text: '' } });
  });
});

describe('what others are shown of me', () => {
  it('is what I am, in words', async () => {
    tellOfMe({ state: 'invisible', dnd: true });

    await screen.findByRole('button', { name: 'Your status: Invisible, do not disturb' });
  });

  it('is set by hand, with whether they learn when I was here', async () => {
    await choose('menuitemradio', /^Invisible/);
    await choose('menuitemcheckbox', /last here/);

    expect(await calls(2)).toEqual([
      { call: 'PUT /me/presence', body: { presence: 'invisible' } },
      { call: 'PUT /me/presence', body: { presence: 'auto', showLastSeen: false } },
    ]);
  });

  it('says why it could not be set', async () => {
    refusal = { code: 'rate.limited', status: 429, title: 'Too fast', detail: 'Wait a moment.' };
    await choose('menuitemradio', 'Away');

    await screen.findByText('Wait a moment.');
  });

  it('is whether my reading is told', async () => {
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: /^Tell others/ });
    fireEvent.click(box);

    expect(await calls()).toEqual([{ call: 'PUT /me/preferences', body: { readReceipts: false } }]);
    await waitFor(() => {
      expect(box.checked).toBe(false);
    });
  });

  it('is taken back on the page where the server does not take it', async () => {
    refusal = { code: 'unavailable', status: 503, title: 'Busy' };
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: /^Tell others/ });
    fireEvent.click(box);

    await screen.findByText(/^The server is busy/);
    expect(box.checked).toBe(true);
  });
});

describe('do not disturb', () => {
  it('lasts for a while, and can be turned off', async () => {
    const before = Date.now();
    await choose('menuitem', 'For 30 minutes');
    const [sent] = await calls();
    const { until } = sent?.body as { until: string };
    expect(sent?.call).toBe('PUT /me/dnd');
    expect(Math.round((Date.parse(until) - before) / 60_000)).toBe(30);

    mine = { ...mine, dnd: { until } };
    await presence.load();
    expect(presence.isQuiet()).toBe(true);
    await choose('menuitem', /^Turn off/);
    expect((await calls(2))[1]).toEqual({ call: 'PUT /me/dnd', body: {} });
  });

  it('comes at the same times of each week, by the clock of this browser', async () => {
    await choose('menuitem', 'On a schedule');
    const dialog = within(screen.getByRole('dialog'));
    for (const day of ['Saturday', 'Sunday']) {
      fireEvent.click(dialog.getByRole('checkbox', { name: day }));
    }
    fireEvent.change(dialog.getByLabelText('From'), { target: { value: '21:30' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }));

    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    const schedule = { days: [1, 2, 3, 4, 5], from: '21:30', to: '07:00', zone };
    expect(await calls()).toEqual([{ call: 'PUT /me/dnd', body: { schedule } }]);
  });

  it('keeps its schedule while it is on or off for a while', async () => {
    // Three hours ahead, so that it does not hold now
    const hour = (by: number) => new Date(Date.now() + by * 3_600_000).toISOString().slice(11, 16);
    const days = [1, 2, 3, 4, 5, 6, 7];
    const schedule = { days, from: hour(3), to: hour(4), zone: 'UTC' };
    mine = { ...mine, dnd: { schedule } };
    await presence.load();
    await choose('menuitem', 'For 1 hour');
    const { until, ...others } = (await calls())[0]?.body as { until: string };
    expect(others).toEqual({ schedule });

    mine = { ...mine, dnd: { until, schedule } };
    await presence.load();
    await choose('menuitem', /^Turn off/);
    expect((await calls(2))[1]?.body).toEqual({ schedule });
  });

  it('wants a day', async () => {
    await choose('menuitem', 'On a schedule');
    const dialog = within(screen.getByRole('dialog'));
    dialog.getAllByRole('checkbox').forEach((box) => {
      fireEvent.click(box);
    });
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }));

    await dialog.findByText('Choose a day');
    expect(asked).toEqual([]);
  });
});
