import { backoffMs } from '../time/backoff';
import type { AccessTokens } from './api';
import { SseParser, type SseEvent } from './sse';
import { SignedOutError } from './tokens';

export interface FollowOptions {
  readonly url: string;
  readonly tokens: AccessTokens;
  /** The id of the last event known. */
  readonly from: string;
  readonly onOpen: () => void;
  readonly onEvent: (event: SseEvent) => void;
  readonly onLost: () => void;
  readonly random?: () => number;
}

/** Comments come every 15 s: silence for longer means that the connection is dead. */
const SILENCE_MS = 40_000;
const STABLE_MS = 10_000;

/**
 * Follows a stream of Server-Sent Events for as long as the page lives, with a Bearer header (which
 * EventSource cannot send), and resumes after the last event seen. Answers a function that ends it.
 */
export function follow(options: FollowOptions): () => void {
  const stop = new AbortController();
  void followUntil(stop.signal, options);
  return () => {
    stop.abort();
  };
}

async function followUntil(stop: AbortSignal, options: FollowOptions): Promise<void> {
  const random = options.random ?? Math.random;
  let lastEventId = options.from;
  let attempt = 0;
  let refused: string | undefined;
  while (!stop.aborted) {
    const startedAt = Date.now();
    const parser = new SseParser(lastEventId);
    let wishMs = 0;
    try {
      const token = await options.tokens.access(refused);
      const response = await open(options.url, token, lastEventId, stop);
      refused = response.status === 401 ? token : undefined;
      wishMs = retryAfterMs(response);
      if (response.ok && response.body) {
        options.onOpen();
        await read(response.body, parser, options.onEvent, stop);
      }
    } catch (error) {
      if (error instanceof SignedOutError) {
        return;
      }
    }
    if (isAborted(stop)) {
      return;
    }
    options.onLost();
    lastEventId = parser.state.lastEventId;
    attempt = Date.now() - startedAt > STABLE_MS ? 0 : attempt + 1;
    await pause(backoffMs(attempt, random, Math.max(wishMs, parser.state.retryMs ?? 0)), stop);
  }
}

function open(
  url: string,
  token: string,
  lastEventId: string,
  stop: AbortSignal,
): Promise<Response> {
  return fetch(url, {
    headers: {
      Accept: 'text/event-stream',
      Authorization: `Bearer ${token}`,
      ...(lastEventId !== '' && { 'Last-Event-ID': lastEventId }),
    },
    cache: 'no-store',
    credentials: 'omit',
    signal: stop,
  });
}

async function read(
  body: ReadableStream<Uint8Array>,
  parser: SseParser,
  onEvent: (event: SseEvent) => void,
  stop: AbortSignal,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read());
      if (done || isAborted(stop)) {
        return;
      }
      parser.push(decoder.decode(value, { stream: true })).forEach(onEvent);
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function withinSilence<T>(reading: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('silence'));
    }, SILENCE_MS);
    reading.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After') ?? '0');
  return Number.isFinite(seconds) && !response.ok ? seconds * 1000 : 0;
}

/** A function, because the compiler takes the flag for constant within a block. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(millis: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, millis);
    stop.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    }
  });
}
