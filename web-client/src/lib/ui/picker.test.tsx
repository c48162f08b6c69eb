// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../http/api';
import { SignedContext } from '../session/context';
import { Drafts } from '../state/drafts';
import { MemoryKeep } from '../state/keep';
import { Dialog } from './Dialog';
import { PeoplePicker } from './PeoplePicker';

const ME = { id: 'me', username: 'ada', displayName: 'Ada', role: 'ADMIN' } as const;
const PEOPLE = 12_000;

let asked: URL[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', (address: string) => {
    const url = new URL(address);
    asked.push(url);
    return Promise.resolve(new Response(JSON.stringify(pageOf(url))));
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A server with more people than any page could list. */
function pageOf({ searchParams }: URL): object {
  const q = searchParams.get('q') ?? '';
  const from = Number(searchParams.get('cursor') ?? '0');
  const limit = Number(searchParams.get('limit'));
  const found = Array.from({ length: PEOPLE }, (_, number) => `person-${number}`)
    .filter((username) => username.startsWith(q))
    .map((username) => ({ id: username, username, displayName: `The ${username}`, role: 'USER' }));
  const next = from + limit < found.length ? String(from + limit) : undefined;
  return { items: found.slice(from, from + limit), next };
}

function open(onChoose = vi.fn()): HTMLElement {
  const api = new Api({ access: () => Promise.resolve('') }, 'http://test');
  const drafts = new Drafts(new MemoryKeep(), ME.id);
  render(
    <SignedContext value={{ me: ME, api, drafts, renew: () => Promise.resolve() }}>
      <PeoplePicker
        fits={({ id }) => id !== 'person-1'}
        onChoose={onChoose}
        label="Find a person"
        nobody="There is nobody."
      />
    </SignedContext>,
  );
  return screen.getByLabelText('Find a person');
}

describe('the picker of people', () => {
  it('reads one page, whatever the number of people', async () => {
    open();

    await screen.findByText('@person-0');
    expect(screen.queryByText('@person-1')).toBeNull();
    expect(asked.map(({ search }) => search)).toEqual(['?limit=50']);
  });

  it('lets the server find who is far down, and whom to choose', async () => {
    const onChoose = vi.fn();
    const search = open(onChoose);
    await screen.findByText('@person-0');

    fireEvent.change(search, { target: { value: ' person-11999 ' } });
    fireEvent.click(await screen.findByText('@person-11999'));

    expect(asked.at(-1)?.search).toBe('?q=person-11999&limit=50');
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ id: 'person-11999' }),
    );
  });

  it('reads on where the server says', async () => {
    open();
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));

    await screen.findByText('@person-50');
    expect(asked.at(-1)?.searchParams.get('cursor')).toBe('50');
    expect(screen.getAllByText('@person-0')).toHaveLength(1);
  });

  it('is walked through with the arrow keys', async () => {
    const search = open();
    await screen.findByText('@person-0');
    search.focus();

    fireEvent.keyDown(search, { key: 'ArrowDown' });
    expect(document.activeElement?.textContent).toContain('@person-0');
    fireEvent.keyDown(document.activeElement ?? search, { key: 'ArrowUp' });

    expect(document.activeElement).toBe(search);
  });
});

describe('a dialog', () => {
  it('gives the focus back to what had it', () => {
    const page = (isOpen: boolean) => (
      <main tabIndex={-1}>
        <button type="button">Open</button>
        {isOpen && (
          <Dialog title="Hello" onClose={() => undefined}>
            <input aria-label="Inside" data-first />
          </Dialog>
        )}
      </main>
    );
    const { rerender } = render(page(false));
    screen.getByText('Open').focus();

    rerender(page(true));
    expect(document.activeElement).toBe(screen.getByLabelText('Inside'));
    rerender(page(false));

    expect(document.activeElement).toBe(screen.getByText('Open'));
  });
});
