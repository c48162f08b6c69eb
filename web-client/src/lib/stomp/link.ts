import { Client } from '@stomp/stompjs';
import { DecodeError, parseObject } from '../model/json';
import { decodeProblem, type Problem } from '../model/problems';
import { CLOSE, type Ending, wishIn } from './reconnect';

/** One STOMP session, from CONNECT to its end. Never comes back: the next one is a new link. */
export interface Link {
  subscribe(destination: string, headers: Headers, onFrame: (frame: Frame) => void): () => void;
  send(destination: string, body: string, receipt?: string, more?: Headers): void;
  /** A newline, so that the server knows that the client lives. */
  beat(): void;
  close(): void;
}

export type Headers = Readonly<Record<string, string>>;

export interface Frame {
  readonly headers: Headers;
  readonly body: string;
}

export interface LinkEvents {
  readonly onOpen: (headers: Headers) => void;
  readonly onReceipt: (id: string) => void;
  readonly onEnd: (ending: Ending) => void;
}

export type OpenLink = (url: string, accessToken: string, events: LinkEvents) => Link;

const CONNECT_PATIENCE_MS = 10_000;
const BEAT_MS = 20_000;

/** A link over the browser's WebSocket, framed by @stomp/stompjs; its own reconnect is not used. */
export const openStompLink: OpenLink = (url, accessToken, events) => {
  let problem: Problem | undefined;
  let ended = false;
  const client = new Client({
    brokerURL: url,
    connectHeaders: { Authorization: `Bearer ${accessToken}` },
    connectionTimeout: CONNECT_PATIENCE_MS,
    reconnectDelay: 0,
    heartbeatOutgoing: BEAT_MS,
    heartbeatIncoming: BEAT_MS,
    // A lost network must not hold the reconnect up until the closing handshake times out
    discardWebsocketOnCommFailure: true,
    onConnect: (frame) => {
      events.onOpen(frame.headers);
    },
    onUnhandledReceipt: (frame) => {
      events.onReceipt(frame.headers['receipt-id'] ?? '');
    },
    onStompError: (frame) => {
      problem = problemIn(frame.body);
    },
    onWebSocketClose: (close: CloseEvent) => {
      if (!ended) {
        ended = true;
        void client.deactivate({ force: true });
        const retryAfterMs = wishIn(close.reason);
        events.onEnd({
          code: codeOf(close),
          ...(problem && { problem }),
          ...(retryAfterMs !== undefined && { retryAfterMs }),
        });
      }
    },
  });
  client.activate();
  return {
    subscribe: (destination, headers, onFrame) => {
      const subscription = client.subscribe(destination, onFrame, { ...headers });
      return () => {
        if (client.connected) {
          subscription.unsubscribe();
        }
      };
    },
    send: (destination, body, receipt, more) => {
      const headers = {
        'content-type': 'application/json',
        ...(receipt && { receipt }),
        ...more,
      };
      client.publish({ destination, headers, body });
    },
    beat: () => {
      if (client.connected) {
        client.webSocket?.send('\n');
      }
    },
    close: () => {
      ended = true;
      void client.deactivate();
    },
  };
};

/** stompjs reports a socket that it gave up as 4001, which here means an expired token. */
function codeOf(close: CloseEvent): number {
  return close.reason.startsWith('Quick discarding') ? CLOSE.lost : close.code;
}

function problemIn(body: string): Problem | undefined {
  try {
    return decodeProblem(parseObject(body));
  } catch (error) {
    if (error instanceof DecodeError) {
      return undefined;
    }
    throw error;
  }
}
