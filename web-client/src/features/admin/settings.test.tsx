// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../../lib/http/api';
import type { Room } from '../../lib/model/rooms';
import type { RoomSettings } from '../../lib/model/roomSettings';
import { SignedContext } from '../../lib/session/context';
import { Drafts } from '../../lib/state/drafts';
import { MemoryKeep } from '../../lib/state/keep';
import { durationWords } from '../../lib/time/durations';
import { Toasts } from '../../lib/ui/toasts';
import { ROOM } from '../../testing/samples';
import { SettingsPanel } from './SettingsPanel';

const ME = { id: 'ada', username: 'ada', displayName: 'Ada', role: 'ADMIN' } as const;

interface Asked {
  readonly path: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}

let asked: Asked[];
let answer: { readonly status: number; readonly body: unknown };
let onChanged: ReturnType<typeof vi.fn<(room: Room) => void>>;
let onStale: ReturnType<typeof vi.fn<() => Promise<void>>>;
let draw: (settings: RoomSettings, version?: number) => void;

beforeEach(() => {
  asked = [];
  answer = { status: 200, body: { id: ROOM, kind: 'group', name: 'Launch', version: 8 } };
  onChanged = vi.fn();
  onStale = vi.fn(() => Promise.resolve());
  vi.stubGlobal('fetch', (address: string, request: RequestInit) => {
    const ifMatch = new Headers(request.headers).get('If-Match');
    const path = address.slice(address.indexOf('/rooms'));
    asked.push({ path, ifMatch, body: JSON.parse(request.body as string) as unknown });
    const headers = { 'Content-Type': 'application/json' };
    const { status, body } = answer;
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
  });
  const api = new Api({ access: () => Promise.resolve('access') }, 'http://test/api/v1');
  const drafts = new Drafts(new MemoryKeep(), ME.id);
  const panel = (settings: RoomSettings, version: number) => (
    <SignedContext value={{ me: ME, api, drafts, renew: () => Promise.resolve() }}>
      <Toasts>
        <SettingsPanel
          room={{ id: ROOM, kind: 'group', name: 'Launch', version, headSeq: 0, settings }}
          usual={{ editWindowMs: 86_400_000 }}
          tellsReading
          onChanged={onChanged}
          onStale={onStale}
          onClose={() => undefined}
        />
      </Toasts>
    </SignedContext>
  );
  const { rerender } = render(panel({}, 7));
  draw = (settings, version = 7) => {
    rerender(panel(settings, version));
  };
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const EDIT = 'Authors may edit their messages';

function choose(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

function save(): void {
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
}

function valueOf(label: string): string {
  return screen.getByLabelText<HTMLSelectElement>(label).value;
}

describe('the settings of a room', () => {
  it('are sent where they were changed, for the version that is shown', async () => {
    choose(EDIT, 'limited');
    choose('For how long', '90');
    choose('Unit', 'minutes');
    choose('Reactions', 'off');
    save();

    await waitFor(() => {
      expect(onChanged).toHaveBeenCalledWith(expect.objectContaining({ version: 8 }));
    });
    expect(asked).toEqual([
      {
        path: `/rooms/${ROOM}/settings?wait=applied`,
        ifMatch: '"7"',
        body: { editWindowMs: 5_400_000, reactions: 'off' },
      },
    ]);
  });

  it('are as usual again where that is chosen', async () => {
    draw({ editWindowMs: 0, mentionAll: 'nobody', threads: 'collapsed' });
    expect(valueOf(EDIT)).toBe('never');
    choose(EDIT, 'usual');
    choose('Who may mention the whole room', 'members');
    save();

    await waitFor(() => {
      expect(asked[0]?.body).toEqual({ editWindowMs: null, mentionAll: null });
    });
  });

  it('say what is usual, and for how long a room has it otherwise, in words', () => {
    expect(screen.getByRole('option', { name: 'As usual here: for 24 hours' })).toBeTruthy();
    draw({ editWindowMs: 172_800_000 });

    expect(screen.getByLabelText<HTMLInputElement>('For how long').value).toBe('2');
    expect(valueOf('Unit')).toBe('days');
  });

  it.each([
    ['', 'days', 'Must be a number above 0.'],
    ['-1', 'days', 'Must be a number above 0.'],
    ['3661', 'days', 'Must be at most 3,660 days.'],
  ])('are not sent with a time of %s %s, and the field says why', (count, unit, words) => {
    choose(EDIT, 'limited');
    choose('Unit', unit);
    choose('For how long', count);
    save();

    const field = screen.getByLabelText('For how long');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field);
    expect(screen.getByText(words)).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it('follow what others set, but for what was changed here', () => {
    choose('Reactions', 'off');
    draw({ threads: 'collapsed' }, 8);

    expect(valueOf('Replies in threads')).toBe('collapsed');
    expect(valueOf('Reactions')).toBe('off');
    expect(screen.queryByText(/^Somebody else has changed this/)).toBeNull();
  });

  it('say so where somebody else has changed the same meanwhile', () => {
    choose(EDIT, 'never');
    draw({ editWindowMs: 60_000 }, 8);

    expect(screen.getByText(/^Somebody else has changed this meanwhile/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(valueOf('Unit')).toBe('minutes');
  });

  it('are read anew where another version was there first, and can be sent again', async () => {
    answer = { status: 412, body: { code: 'precondition.failed', status: 412, title: 'No' } };
    choose('Reactions', 'off');
    save();
    await screen.findByText(/^Somebody has changed this meanwhile\. Look at it again/);
    expect(onStale).toHaveBeenCalled();
    answer = { status: 200, body: { id: ROOM, kind: 'group', name: 'Launch', version: 10 } };
    draw({ threads: 'collapsed' }, 9);
    save();

    await waitFor(() => {
      expect(asked.at(-1)).toMatchObject({ ifMatch: '"9"', body: { reactions: 'off' } });
    });
  });

  it('show what the server says of a field at that field', async () => {
    const fields = [{ name: 'editWindowMs', message: 'must be less' }];
    answer = { status: 400, body: { code: 'validation.failed', status: 400, title: 'No', fields } };
    choose(EDIT, 'limited');
    save();

    expect(await screen.findByText('Must be less.')).toBeTruthy();
  });
});

describe('a time in words', () => {
  it.each([
    [1_000, '1 second'],
    [90_000, '90 seconds'],
    [60_000, '1 minute'],
    [5_400_000, '90 minutes'],
    [86_400_000, '24 hours'],
    [604_800_000, '7 days'],
  ])('is, of %i ms, %s', (millis, words) => {
    expect(durationWords(millis)).toBe(words);
  });
});
