// STOMP clients as other people write them, each behind the same few calls. What a client makes of a
// header is passed on as it is.
//
// open(url, token) resolves with a session once CONNECTED has come, and rejects with the ERROR frame.
import { Client } from '@stomp/stompjs';
import { RxStomp } from '@stomp/rx-stomp';
import { first } from './events.mjs';
import webstomp from 'webstomp-client';

const authorization = (token) => ({ Authorization: `Bearer ${token}` });

const stompjs = {
  name: '@stomp/stompjs',
  open: (url, token) =>
    new Promise((resolve, reject) => {
      const client = new Client({
        brokerURL: url,
        connectHeaders: authorization(token),
        reconnectDelay: 0,
        onStompError: reject,
        onConnect: ({ headers }) =>
          resolve({
            connected: headers,
            subscribe: (destination, more, onFrame) =>
              client.subscribe(destination, onFrame, more),
            unsubscribe: (id, more) => client.unsubscribe(id, more),
            send: (destination, more, body) => client.publish({ destination, headers: more, body }),
            receipt: (id) => new Promise((done) => client.watchForReceipt(id, done)),
            close: () => client.deactivate(),
          }),
      });
      client.activate();
    }),
};

const rxStomp = {
  name: '@stomp/rx-stomp',
  open: (url, token) =>
    new Promise((resolve, reject) => {
      const client = new RxStomp();
      client.configure({ brokerURL: url, connectHeaders: authorization(token), reconnectDelay: 0 });
      client.stompErrors$.subscribe(reject);
      client.serverHeaders$.subscribe((headers) =>
        resolve({
          connected: headers,
          subscribe: (destination, more, onFrame) =>
            client.watch({ destination, subHeaders: more }).subscribe(onFrame),
          unsubscribe: (id, more) => client.stompClient.unsubscribe(id, more),
          send: (destination, more, body) => client.publish({ destination, headers: more, body }),
          receipt: (id) => new Promise((done) => client.watchForReceipt(id, done)),
          close: () => client.deactivate(),
        }),
      );
      client.activate();
    }),
};

const webstompClient = {
  name: 'webstomp-client',
  open: (url, token) =>
    new Promise((resolve, reject) => {
      const client = webstomp.client(url, { debug: false, heartbeat: false });
      const receipts = first();
      client.onreceipt = (frame) => receipts.add(frame.headers['receipt-id'], frame);
      client.connect(
        authorization(token),
        ({ headers }) =>
          resolve({
            connected: headers,
            subscribe: (destination, more, onFrame) =>
              client.subscribe(destination, onFrame, more),
            unsubscribe: (id, more) => client.unsubscribe(id, more),
            send: (destination, more, body) => client.send(destination, body, more),
            receipt: (id) => receipts.get(id),
            close: () => new Promise((done) => client.disconnect(done)),
          }),
        reject,
      );
    }),
};

export const clients = [stompjs, rxStomp, webstompClient];
