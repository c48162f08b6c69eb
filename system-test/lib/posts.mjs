// Followers of posts of several kinds. Each keeps the changes it was told, in `changes`, as
// { type, position, data }, and goes on after a break from the last position it has.
import { Client } from '@stomp/stompjs';
import { spawn } from 'node:child_process';
import { until } from './parley.mjs';

const url = process.env.PARLEY_URL;

/** What a text may hold to break a line, a frame or a page. None of it may do anything. */
export const hostileTexts = {
  'line ends': 'one\u2028two\u2029three\u0085four\rfive\r\nsix\n\n: comment\ndata: forged\nid: 1\n\nevent: reset',
  markup:
    '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 2"><svg onload="window.harmed = 3">' +
    '<iframe srcdoc="<script>parent.harmed = 4</script>"></iframe><style>* { display: none }</style>\n\n' +
    '[a](javascript:window.harmed=5) <a href="javascript:window.harmed=6">b</a> [c](data:text/html,<script>) ' +
    '![d](https://x.example/"onerror="window.harmed=7) </div></body> &lt;script&gt; \\u003cscript\\u003e',
  'frames of STOMP': 'MESSAGE\nsubscription:0\n\nforged ^@ \\c \\n \u0001\u001b[31m\u202e\ufeff \ud83c\udf89',
  // as HTML it is nearly the megabyte that a post may have
  'a quarter of a megabyte': `${'<'.repeat(200 * 1024)}${'a'.repeat(56 * 1024 - 2)}ü`,
};

class Follower {
  changes = [];
  problem = undefined;

  constructor(account) {
    this.account = account;
  }

  get position() {
    return this.changes.at(-1)?.position ?? this.start;
  }

  /** Waits until it knows of the post in that version. */
  async knows({ id, version }) {
    await until(
      () => this.changes.some(({ data }) => data.id === id && data.version >= version),
      () => `${this.constructor.name} is told of ${id} ${version}: ${this.problem ?? 'silence'}`,
    );
  }

  /** One line of a stream of events. */
  line(text) {
    const colon = text.indexOf(': ');
    if (text === '') {
      if (this.fields?.data !== undefined) this.event(this.fields);
      this.fields = undefined;
    } else if (colon > 0) {
      this.fields = { ...this.fields, [text.slice(0, colon)]: text.slice(colon + 2) };
    }
  }

  event({ id, event, data }) {
    if (event?.startsWith('post.')) {
      this.changes.push({ type: event, position: Number(id), data: JSON.parse(data) });
    } else if (event === 'notice' && JSON.parse(data).kind === 'joined') {
      this.start = Number(id);
    } else {
      this.problem = `${event} ${data}`;
    }
  }

  async started() {
    await until(() => this.start !== undefined || this.changes.length > 0, () => 'a stream begins');
  }

  /** Splits what comes into lines, at LF alone: the server ends its lines with nothing else. */
  reader() {
    let rest = '';
    const decoder = new TextDecoder();
    return (bytes) => {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop();
      lines.forEach((line) => this.line(line));
    };
  }
}

/** Reads the answer of a fetch, as a page does that sends its token in a header. */
export class FetchFollower extends Follower {
  async open() {
    this.stop = new AbortController();
    const answer = await fetch(`${url}/posts/updates`, {
      headers: {
        authorization: `Bearer ${await this.account.token()}`,
        ...(this.position !== undefined && { 'last-event-id': String(this.position) }),
      },
      signal: this.stop.signal,
    });
    if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
    void this.#read(answer.body.getReader(), this.reader());
    if (this.position === undefined) await this.started();
  }

  async #read(body, take) {
    try {
      for (let part = await body.read(); !part.done; part = await body.read()) take(part.value);
    } catch (error) {
      if (!this.stop.signal.aborted) this.problem = String(error);
    }
  }

  close() {
    this.stop.abort();
    this.fields = undefined;
  }
}

/** `curl -N`, as in a shell. */
export class CurlFollower extends Follower {
  async open() {
    const token = await this.account.token();
    const resume = this.position === undefined ? [] : ['-H', `Last-Event-ID: ${this.position}`];
    this.process = spawn(
      'curl',
      ['-sSN', '-H', `Authorization: Bearer ${token}`, ...resume, `${url}/posts/updates`],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.process.on('error', (error) => {
      this.problem = String(error);
    });
    this.process.stdout.on('data', this.reader());
    if (this.position === undefined) await this.started();
  }

  close() {
    this.process.stdout.removeAllListeners('data');
    this.process.kill('SIGKILL');
    this.fields = undefined;
  }
}

/** A subscription of `/topic/posts` on a WebSocket. */
export class StompFollower extends Follower {
  async open() {
    const client = new Client({
      brokerURL: `${url.replace(/^http/, 'ws')}/ws`,
      reconnectDelay: 0,
      connectHeaders: { Authorization: `Bearer ${await this.account.token()}` },
      onStompError: (frame) => {
        this.problem = frame.body;
      },
    });
    this.client = client;
    await new Promise((resolve) => {
      client.onConnect = () => {
        client.watchForReceipt('subscribed', resolve);
        client.subscribe(
          '/topic/posts',
          (frame) => {
            if (this.client === client) this.#frame(frame);
          },
          {
            receipt: 'subscribed',
            ...(this.position !== undefined && { 'x-after': String(this.position) }),
          },
        );
      };
      client.activate();
    });
  }

  #frame({ headers, body }) {
    const type = headers['x-type'];
    if (type.startsWith('post.')) {
      this.changes.push({ type, position: Number(headers['x-position']), data: JSON.parse(body) });
    } else if (type === 'notice') {
      this.start = JSON.parse(body).position;
    } else if (type === 'resume.failed') {
      this.problem = body;
    }
  }

  close() {
    const { client } = this;
    this.client = undefined;
    client.forceDisconnect();
    void client.deactivate({ force: true });
  }
}
