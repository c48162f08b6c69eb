// Fills a room with messages of one person, each with its receipt.
import { Client } from '@stomp/stompjs';
import { randomUUID } from 'node:crypto';

const broker = `${process.env.PARLEY_URL.replace(/^http/, 'ws')}/ws`;

/** So many messages, one after the other: `textOf` makes each from its number, beginning with 1. */
export async function fillRoom(account, roomId, count, textOf = (number) => `line ${number}`) {
  const token = await account.token();
  const client = new Client({ brokerURL: broker, connectHeaders: { Authorization: `Bearer ${token}` } });
  await new Promise((resolve, reject) => {
    client.onStompError = (frame) => reject(new Error(frame.body));
    client.onWebSocketClose = ({ code }) => reject(new Error(`closed with ${code}`));
    client.onConnect = () => {
      client.subscribe('/user/queue/errors', (frame) => reject(new Error(frame.body)));
      say(client, roomId, 1, count, textOf, resolve);
    };
    client.activate();
  });
  client.onWebSocketClose = () => undefined;
  await client.deactivate();
}

function say(client, roomId, number, count, textOf, done) {
  if (number > count) {
    done();
    return;
  }
  const receipt = `said-${number}`;
  client.watchForReceipt(receipt, () => say(client, roomId, number + 1, count, textOf, done));
  client.publish({
    destination: `/app/rooms/${roomId}/send`,
    headers: { receipt },
    body: JSON.stringify({ clientMsgId: randomUUID(), text: textOf(number) }),
  });
}
