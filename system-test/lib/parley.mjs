// What the scripts share: accounts and rooms over REST, members that talk over STOMP.
//
// A script gets PARLEY_URL, PARLEY_ADMIN_NAME and PARLEY_ADMIN_PASSWORD, and fails by a thrown error.
import { Client, ReconnectionTimeMode } from '@stomp/stompjs';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

globalThis.WebSocket = WebSocket;

const url = required('PARLEY_URL');
const patienceMs = 90_000;
const mayRepeat = ['unavailable', 'overloaded', 'draining', 'send.unknown', 'auth.expired'];

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
}

/** The JSON of a successful answer; any other answer is an error that shows it. */
export async function call(method, path, { token, body } = {}) {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
    signal: AbortSignal.timeout(patienceMs),
  });
  const text = await answer.text();
  if (!answer.ok) {
    const problem = new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    throw Object.assign(problem, { status: answer.status });
  }
  return text ? JSON.parse(text) : undefined;
}

/** Somebody who can sign in. */
export class Account {
  constructor(username, password, id) {
    Object.assign(this, { username, password, id });
  }

  static admin() {
    return new Account(required('PARLEY_ADMIN_NAME'), required('PARLEY_ADMIN_PASSWORD'));
  }

  /** A new user whose name begins with the prefix. */
  static async register(prefix) {
    const username = `${prefix}-${randomUUID().slice(0, 8)}`;
    const password = `pw-${randomUUID()}`;
    const { id } = await call('POST', '/auth/register', { body: { username, password } });
    return new Account(username, password, id);
  }

  /** A fresh access token; the refresh token saves the cost of a password check. */
  async token() {
    const session = this.refreshToken
      ? await call('POST', '/auth/refresh', { body: { refreshToken: this.refreshToken } })
      : await call('POST', '/auth/login', {
          body: { username: this.username, password: this.password },
        });
    this.id = session.user.id;
    this.refreshToken = session.refreshToken;
    return session.accessToken;
  }

  /** The same, as often as it takes; a refresh whose answer was lost has used its token up. */
  async patientToken() {
    for (;;) {
      try {
        return await this.token();
      } catch (problem) {
        if (problem.status === 401) this.refreshToken = undefined;
        await pause(1_000);
      }
    }
  }
}

export async function createRoom(token, kind, name, members) {
  const body = { kind, name, members: members.map(({ id }) => id) };
  return (await call('POST', '/api/v1/rooms', { token, body })).id;
}

/** All events of the room from the archive, page by page; every page must be complete. */
export async function history(token, roomId) {
  const events = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const path = `/messages/history/${roomId}?after=${after}&limit=200`;
    const page = await call('GET', path, { token });
    if (!page.complete) throw new Error(`history is complete only to ${page.completeTo}`);
    events.push(...page.items);
    if (page.items.length === 0 || events.at(-1).seq >= page.headSeq) return events;
  }
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until the condition holds, and names what was awaited if it never does. */
export async function until(condition, what, withinMs = patienceMs) {
  const end = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what()}`);
    await pause(25);
  }
}

/**
 * One session of an account; it keeps what it is shown of each room and resumes after a loss. A
 * patient one repeats what the suite may refuse for a while; for any other that is a problem.
 */
export class Member {
  constructor(account, { patient = false } = {}) {
    this.account = account;
    this.patient = patient;
    this.refusals = 0;
    this.absences = []; // ms from each loss to the next connection
    this.views = new Map();
    this.problems = [];
    this.node = undefined;
    this.sessions = 0;
    this.losses = []; // connections that ended without leave(): close code and reason
    this.away = false;
    this.client = new Client({
      brokerURL: `${url.replace(/^http/, 'ws')}/ws`,
      reconnectDelay: 300,
      maxReconnectDelay: 2_000,
      reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
      heartbeatIncoming: patient ? 20_000 : 0,
      heartbeatOutgoing: 20_000,
      beforeConnect: async (client) => {
        const token = await (patient ? account.patientToken() : account.token());
        client.connectHeaders = { Authorization: `Bearer ${token}` };
      },
      onConnect: (frame) => this.#connected(frame),
      onStompError: (frame) => this.#failed(frame.body, 'ERROR '),
      onWebSocketError: () => {},
      onWebSocketClose: ({ code, reason }) => {
        if (this.away) return;
        this.losses.push(`${code} ${reason}`.trim());
        this.lostAt ??= Date.now();
      },
    });
    this.unreceipted = new Map();
  }

  async connect() {
    this.away = false;
    this.client.activate();
    await until(() => this.client.connected, () => `${this.account.username} connects`);
  }

  /** Away: nothing is received until {@link connect}. */
  async leave() {
    this.away = true;
    await this.client.deactivate();
  }

  /** Shows the room's events from the first on; after each loss from the last one seen. */
  join(roomId) {
    this.views.set(roomId, []);
    if (this.client.connected) this.#subscribe(roomId);
  }

  view(roomId) {
    return this.views.get(roomId);
  }

  /** Sends, and resolves with the RECEIPT, over as many connections as it takes. */
  say(roomId, text) {
    return new Promise((resolve) => {
      const message = { roomId, body: JSON.stringify({ clientMsgId: randomUUID(), text }), resolve };
      this.unreceipted.set(randomUUID(), message);
      if (this.client.connected) this.#publish([...this.unreceipted.keys()].at(-1));
    });
  }

  #publish(receipt) {
    const message = this.unreceipted.get(receipt);
    const { roomId, body, resolve, wasSent } = message;
    message.wasSent = true;
    this.client.watchForReceipt(receipt, () => {
      this.unreceipted.delete(receipt);
      resolve();
    });
    this.client.publish({
      destination: `/app/rooms/${roomId}/send`,
      headers: { receipt, 'content-type': 'application/json', ...(wasSent && { 'x-repeat': 'true' }) },
      body,
    });
  }

  #connected(frame) {
    this.node = frame.headers['x-node'];
    this.sessions += 1;
    if (this.lostAt) this.absences.push(Date.now() - this.lostAt);
    this.lostAt = undefined;
    this.client.subscribe('/user/queue/errors', (message) => this.#failed(message.body));
    for (const roomId of this.views.keys()) this.#subscribe(roomId);
    // what was sent and not receipted is repeated in order, with its clientMsgId
    for (const receipt of [...this.unreceipted.keys()]) this.#publish(receipt);
  }

  #failed(body, kind = '') {
    const { code, receiptId, destination, retryAfterMs = 1_000 } = JSON.parse(body);
    if (!this.patient || !mayRepeat.includes(code)) {
      this.problems.push(kind + body);
      return;
    }
    this.refusals += 1;
    const session = this.sessions;
    setTimeout(() => {
      // a new session has repeated everything already
      if (session !== this.sessions || !this.client.connected) return;
      const roomId = destination?.match(/^\/topic\/rooms\/(.*)$/)?.[1];
      if (roomId) this.#subscribe(roomId);
      else if (this.unreceipted.has(receiptId)) this.#publish(receiptId);
    }, retryAfterMs);
  }

  #subscribe(roomId) {
    const after = String(this.view(roomId).at(-1)?.seq ?? 0);
    this.client.subscribe(
      `/topic/rooms/${roomId}`,
      (message) => this.#receive(roomId, JSON.parse(message.body)),
      { 'x-after': after },
    );
  }

  /** The server promises one run: a hole or a repetition is its fault and never mended here. */
  #receive(roomId, event) {
    if (event.seq === undefined) return;
    const view = this.view(roomId);
    const expected = (view.at(-1)?.seq ?? 0) + 1;
    if (event.seq !== expected) {
      this.problems.push(`seq ${event.seq} where ${expected} was due`);
    }
    view.push(event);
  }
}

/** Throws with the first difference between two lists of events. */
export function requireSame(expected, actual, whose) {
  for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
    const [a, b] = [expected[i], actual[i]].map((event) => JSON.stringify(sorted(event)));
    if (a !== b) throw new Error(`${whose}, event ${i + 1}:\n  expected ${a}\n  got      ${b}`);
  }
}

function sorted(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** 1, 2, 3, … without a hole. */
export function requireGapless(events, whose) {
  events.forEach(({ seq }, i) => {
    if (seq !== i + 1) throw new Error(`${whose}: seq ${seq} at place ${i + 1}`);
  });
}
