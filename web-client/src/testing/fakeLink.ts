import type { Frame, Link, LinkEvents, OpenLink } from '../lib/stomp/link';
import type { Ending } from '../lib/stomp/reconnect';

export interface Sent {
  readonly destination: string;
  readonly body: Record<string, unknown>;
  readonly receipt: string | undefined;
  /** Whether it was marked as a repeat. */
  readonly isRepeat?: true;
}

interface Subscription {
  readonly destination: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly onFrame: (frame: Frame) => void;
  active: boolean;
}

/** One session as a test plays the server in it. */
export class FakeLink implements Link {
  readonly token: string;
  readonly sent: Sent[] = [];
  readonly subscriptions: Subscription[] = [];
  closed = false;
  readonly #events: LinkEvents;

  constructor(token: string, events: LinkEvents) {
    this.token = token;
    this.#events = events;
  }

  subscribe: Link['subscribe'] = (destination, headers, onFrame) => {
    const subscription = { destination, headers, onFrame, active: true };
    this.subscriptions.push(subscription);
    return () => {
      subscription.active = false;
    };
  };

  send: Link['send'] = (destination, body, receipt, more) => {
    this.sent.push({
      destination,
      body: JSON.parse(body) as Record<string, unknown>,
      receipt,
      ...(more?.['x-repeat'] === 'true' && { isRepeat: true }),
    });
  };

  beat(): void {
    // Nobody listens
  }

  close(): void {
    this.closed = true;
  }

  open(headers: Record<string, string> = {}): void {
    this.#events.onOpen({ 'x-node': 'chat-1', 'x-timeline': 't1', ...headers });
  }

  receipt(id: string): void {
    this.#events.onReceipt(id);
  }

  end(ending: Ending): void {
    this.#events.onEnd(ending);
  }

  /** The newest living subscription of a destination. */
  at(destination: string): Subscription {
    const found = this.subscriptions.findLast(
      (each) => each.active && each.destination === destination,
    );
    if (!found) {
      throw new Error(`nobody subscribes to ${destination}`);
    }
    return found;
  }

  control(destination: string, body: unknown): void {
    this.at(destination).onFrame({ headers: {}, body: JSON.stringify(body) });
  }

  event(destination: string, seq: number, body: string): void {
    this.at(destination).onFrame({ headers: { 'x-seq': String(seq) }, body });
  }
}

/** Hands out links and keeps them for the test. */
export class FakeLinks {
  readonly all: FakeLink[] = [];

  readonly open: OpenLink = (_url, token, events) => {
    const link = new FakeLink(token, events);
    this.all.push(link);
    return link;
  };

  get last(): FakeLink {
    const link = this.all.at(-1);
    if (!link) {
      throw new Error('nothing was opened yet');
    }
    return link;
  }
}
