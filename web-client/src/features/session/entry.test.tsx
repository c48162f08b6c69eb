// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../lib/http/api';
import type { EntryOptions, Half } from '../../lib/model/entry';
import type { Problem } from '../../lib/model/problems';
import { DoorContext, type Door } from './context';
import { EntryPage, type Entry } from './EntryPage';

const OPEN: EntryOptions = { registration: 'open', passwordReset: true };
const HALF: Half = { mfaToken: 'm', expiresIn: 300, methods: ['totp', 'recovery'] };

let options: EntryOptions;
let door: Door;

beforeEach(() => {
  options = OPEN;
  door = {
    options: () => Promise.resolve(options),
    signIn: vi.fn(() => Promise.resolve('in' as const)),
    secondFactor: vi.fn(() => Promise.resolve({ recoveryCodes: [], enter: vi.fn() })),
    register: vi.fn(() => Promise.resolve('in' as const)),
    forgotPassword: vi.fn(() => Promise.resolve()),
    resetPassword: vi.fn(() => Promise.resolve()),
    signOut: vi.fn(),
  };
});

afterEach(() => {
  cleanup();
});

function open(entry: Entry): void {
  render(
    <DoorContext value={door}>
      <EntryPage entry={entry} />
    </DoorContext>,
  );
}

function refusal(problem: Partial<Problem>): ApiError {
  return new ApiError({ code: 'unknown', status: 400, title: 'No', fields: [], ...problem });
}

async function fill(label: string, value: string): Promise<void> {
  fireEvent.change(await screen.findByLabelText(label), { target: { value } });
}

async function logIn(): Promise<void> {
  await fill('Username', 'ada');
  await fill('Password', 'secret words');
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('the way in', () => {
  it('offers what there is', async () => {
    options = {
      registration: 'closed',
      passwordReset: false,
      identityProvider: { name: 'Example', startUrl: '/api/v1/auth/oidc/start' },
    };
    open({ page: 'login' });

    const link = await screen.findByRole('link', { name: 'Sign in with Example' });
    expect(link.getAttribute('href')).toBe('/api/v1/auth/oidc/start');
    expect(screen.queryByText('Create an account')).toBeNull();
    expect(screen.queryByText('Forgot your password?')).toBeNull();
  });

  it('is slowed down as the server says, and opens again by itself', async () => {
    const tooFast = refusal({ code: 'rate.limited', status: 429, retryAfterMs: 5_000 });
    vi.mocked(door.signIn).mockRejectedValue(tooFast);
    open({ page: 'login' });
    await logIn();

    const waiting = await screen.findByRole('button', { name: /^Wait [1-5] s$/ });
    expect(waiting.hasAttribute('disabled')).toBe(true);
    await screen.findByRole('button', { name: 'Sign in' });
    expect(door.signIn).toHaveBeenCalledTimes(1);
  });

  it('asks for a code, and says what is wrong with it', async () => {
    vi.mocked(door.signIn).mockResolvedValue(HALF);
    const fields = [{ name: 'code', message: 'is wrong, or was used before' }];
    const wrong = refusal({ code: 'validation.failed', status: 422, fields });
    const enter = vi.fn();
    vi.mocked(door.secondFactor)
      .mockRejectedValueOnce(wrong)
      .mockResolvedValueOnce({ recoveryCodes: [], enter });
    open({ page: 'login' });
    await logIn();

    await fill('Code', '123456');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByText('This code is wrong, or was used before.');
    fireEvent.click(screen.getByRole('button', { name: 'Use a recovery code' }));
    await fill('Recovery code', 'abcd-efgh');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));

    await waitFor(() => {
      expect(enter).toHaveBeenCalledTimes(1);
    });
    expect(door.secondFactor).toHaveBeenLastCalledWith('m', 'abcd-efgh');
  });

  it('shows recovery codes before it lets in', async () => {
    const enrollment = { secret: 'ABCDEFGH', uri: 'otpauth://totp/Parley:ada?secret=ABCDEFGH' };
    vi.mocked(door.signIn).mockResolvedValue({ ...HALF, methods: [], enrollment });
    const enter = vi.fn();
    vi.mocked(door.secondFactor).mockResolvedValue({ recoveryCodes: ['one', 'two'], enter });
    open({ page: 'login' });
    await logIn();

    await screen.findByText('ABCD EFGH');
    screen.getByRole('img', { name: /QR code/ });
    expect(screen.queryByText('Use a recovery code')).toBeNull();
    await fill('Code', '123456');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByText('two');
    expect(enter).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: /go on/ }));
    expect(enter).toHaveBeenCalledTimes(1);
  });
});

describe('an account', () => {
  it('is made with the code of the link', async () => {
    options = { registration: 'invitation', passwordReset: false };
    open({ page: 'register', invitation: 'a-code-of-a-link' });
    await fill('Username', 'ben');
    await fill('Password', 'secret words');
    fireEvent.click(screen.getByRole('button', { name: 'Create account' }));

    await waitFor(() => {
      expect(door.register).toHaveBeenCalledWith({
        username: 'ben',
        password: 'secret words',
        displayName: '',
        invitation: 'a-code-of-a-link',
      });
    });
  });

  it('is not asked for where nobody can make one', async () => {
    options = { registration: 'closed', passwordReset: false };
    open({ page: 'register', invitation: '' });

    await screen.findByText(/Ask them for one/);
    expect(screen.queryByLabelText('Username')).toBeNull();
  });

  it('gets a new password by a link, or hears that the link is over', async () => {
    const fields = [{ name: 'token', message: 'does not work, or not any more' }];
    vi.mocked(door.resetPassword).mockRejectedValueOnce(
      refusal({ code: 'validation.failed', status: 422, fields }),
    );
    open({ page: 'resetPassword', token: 'a-token' });

    await fill('New password', 'other words');
    fireEvent.click(screen.getByRole('button', { name: 'Set password' }));
    await screen.findByText('This link does not work, or not any more.');
    fireEvent.click(screen.getByRole('button', { name: 'Set password' }));
    await screen.findByText('Your password is set');
  });
});
