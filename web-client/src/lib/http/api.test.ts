import { afterEach, describe, expect, it, vi } from 'vitest';
import { MemoryKeep } from '../state/keep';
import { AccountApi } from './accounts';
import { Api, ApiError, NoAnswerError, fieldProblem } from './api';
import { allOf } from './pages';
import { SignedOutError, Tokens } from './tokens';

const tokens = {
  access: (refused?: string) => Promise.resolve(refused === undefined ? 'old' : 'fresh'),
};
const echo = (value: unknown) => value;

function answers(...responses: (Response | Error)[]): ReturnType<typeof vi.fn<typeof fetch>> {
  const fake = vi.fn<typeof fetch>();
  for (const response of responses) {
    if (response instanceof Error) {
      fake.mockRejectedValueOnce(response);
    } else {
      fake.mockResolvedValueOnce(response);
    }
  }
  vi.stubGlobal('fetch', fake);
  return fake;
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

function authorization(fake: ReturnType<typeof answers>): (string | null)[] {
  return fake.mock.calls.map(([, init]) => new Headers(init?.headers).get('Authorization'));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a call', () => {
  it('carries the token and answers what was decoded', async () => {
    const fake = answers(json({ a: 1 }));

    expect(await new Api(tokens, '/api').get('/x', echo)).toEqual({ a: 1 });
    expect(fake.mock.calls[0]?.[0]).toBe('/api/x');
    expect(authorization(fake)).toEqual(['Bearer old']);
  });

  it('is made once more with a fresh token where the old one is refused', async () => {
    const fake = answers(json({ code: 'auth.expired', status: 401 }, 401), json({ ok: true }));

    expect(await new Api(tokens).get('/x', echo)).toEqual({ ok: true });
    expect(authorization(fake)).toEqual(['Bearer old', 'Bearer fresh']);
  });

  it('answers nothing for an empty body', async () => {
    answers(new Response(null, { status: 204 }));

    const call = { method: 'DELETE', path: '/x', decode: echo } as const;
    expect(await new Api(tokens).call(call)).toBeUndefined();
  });

  it('fails with the problem of the server', async () => {
    const fields = [{ name: 'name', message: 'is too long' }];
    answers(
      json({ code: 'validation.failed', status: 422, title: 'Validation failed', fields }, 422),
    );

    const error: unknown = await new Api(tokens).get('/x', echo).catch((each: unknown) => each);

    expect(error).toBeInstanceOf(ApiError);
    expect(fieldProblem(error, 'name')).toBe('is too long');
    expect(fieldProblem(error, 'other')).toBeUndefined();
  });

  it('makes sense of what a proxy answers', async () => {
    answers(new Response('<h1>Bad gateway</h1>', { status: 502 }));

    await expect(new Api(tokens).get('/x', echo)).rejects.toMatchObject({
      problem: { code: 'unavailable', status: 502 },
    });
  });

  it('fails in its own way where nothing answers', async () => {
    answers(new TypeError('fetch failed'));

    await expect(new Api(tokens).get('/x', echo)).rejects.toThrow(NoAnswerError);
  });
});

describe('a call that came too fast', () => {
  const tooFast = () =>
    json({ code: 'rate.limited', status: 429, title: 'Too many', retryAfterMs: 20 }, 429);

  it('is repeated when the server says, if it only reads', async () => {
    const fake = answers(tooFast(), tooFast(), json({ ok: true }));

    expect(await new Api(tokens).get('/x', echo)).toEqual({ ok: true });
    expect(fake).toHaveBeenCalledTimes(3);
  });

  it('is not repeated for ever', async () => {
    const fake = answers(tooFast(), tooFast(), tooFast(), tooFast());

    await expect(new Api(tokens).get('/x', echo)).rejects.toThrow(ApiError);
    expect(fake).toHaveBeenCalledTimes(4);
  });

  it('is not repeated where it does something', async () => {
    const fake = answers(tooFast());

    const call = { method: 'POST', path: '/x', decode: echo } as const;
    await expect(new Api(tokens).call(call)).rejects.toMatchObject({
      problem: { retryAfterMs: 20 },
    });
    expect(fake).toHaveBeenCalledTimes(1);
  });

  it('tells the wait of a proxy as well', async () => {
    answers(new Response('slow down', { status: 429, headers: { 'Retry-After': '40' } }));

    await expect(new Api(tokens).get('/x', echo)).rejects.toMatchObject({
      problem: { code: 'rate.limited', retryAfterMs: 40_000 },
    });
  });

  it('is not waited for when nobody waits for its answer', async () => {
    answers(tooFast());
    const stop = new AbortController();

    const reading = new Api(tokens).get('/x', echo, stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 5);

    await expect(reading).rejects.toThrow('Aborted');
  });
});

describe('a list', () => {
  it('is read page by page', async () => {
    const fake = answers(json({ items: [1, 2], next: 'c&d' }), json({ items: [3] }));

    expect(await allOf(new Api(tokens, ''), '/things', Number)).toEqual([1, 2, 3]);
    expect(fake.mock.calls.map(([url]) => url)).toEqual([
      '/things?limit=200',
      '/things?limit=200&cursor=c%26d',
    ]);
  });
});

describe('a refresh', () => {
  const user = { id: 'a', username: 'ada', displayName: 'Ada', role: 'ADMIN' };
  const granted = { accessToken: 'x', expiresIn: 300, refreshToken: 'y', user };

  it('whose answer is lost is asked for again under the same token, after a moment', async () => {
    const fake = answers(new TypeError('lost'), json(granted));
    const keep = new MemoryKeep();
    keep.setItem('parley.session', JSON.stringify({ user, refreshToken: 'r' }));
    const accounts = new AccountApi();
    const browser = new Tokens({
      keep,
      exclusively: (_name, task) => task(),
      channel: { onmessage: null, postMessage: () => undefined },
      refresh: (token) => accounts.refresh(token),
      random: () => 0.01,
    });

    await expect(browser.access()).rejects.toThrow('cannot be reached');
    expect(await browser.access()).toBe('x');

    expect(fake.mock.calls.map(([, init]) => init?.body)).toEqual([
      '{"refreshToken":"r"}',
      '{"refreshToken":"r"}',
    ]);
    browser.signOut();
  });

  it('ends the session where the server refuses the token', async () => {
    answers(json({ code: 'auth.revoked', status: 401 }, 401));

    await expect(new AccountApi().refresh('r')).rejects.toThrow(SignedOutError);
  });

  it('does not end the session where the server is unwell', async () => {
    answers(json({ code: 'unavailable', status: 503 }, 503));

    await expect(new AccountApi().refresh('r')).rejects.toThrow(ApiError);
  });
});
