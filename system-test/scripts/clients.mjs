// Each client that people use reads each header that the suite sends: CONNECTED, RECEIPT, MESSAGE
// (live, replayed, of the client's own queues) and ERROR.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Account, createRoom, until } from '../lib/parley.mjs';
import { clients } from '../lib/clients.mjs';

const url = `${process.env.PARLEY_URL.replace(/^http/, 'ws')}/ws`;
const json = 'application/json';
const account = await Account.register('reads');
const token = await account.token();
const room = await createRoom(await Account.admin().token(), 'group', 'Headers', [account]);
const topic = `/topic/rooms/${room}`;

for (const client of clients) {
  const started = Date.now();
  await readsAll(client);
  console.log(`${client.name}: every header read in ${Date.now() - started} ms`);
}

async function readsAll(client) {
  const session = await within(client.open(url, token), `${client.name} connects`);
  readConnected(session.connected);
  const errors = await subscribe(session, '/user/queue/errors', {});
  const live = await subscribe(session, topic, { 'x-tail': '0' });
  const text = `said by ${client.name}`;
  await send(session, text);
  readMessage(await frame(live, (body) => body.data?.text === text), live);
  await readError(session, errors);
  await readReplay(session, live, text);
  await within(session.close(), `${client.name} leaves`);
  await readFatal(client);
}

function readConnected(headers) {
  onlyKnown(headers, [
    'version', 'session', 'user-name', 'heart-beat', 'x-node', 'x-timeline',
    'x-token-expires-at', 'x-limits',
  ]);
  assert.equal(headers.version, '1.2');
  assert.equal(headers['user-name'], account.username);
  assert.deepEqual(headers['heart-beat'].split(',').map(Number), [25_000, 25_000]);
  assert.match(headers['x-node'], /^chat-[12]$/);
  assert.match(headers['x-timeline'], /^[\w-]{10,}$/);
  assert.ok(headers.session.startsWith(`${headers['x-node']}-`));
  const limits = JSON.parse(headers['x-limits']);
  assert.equal(limits.maxTextChars, 8_000);
  for (const [name, value] of Object.entries(limits)) {
    assert.ok(Number.isSafeInteger(value) && value > 0, `${name} is ${value}`);
  }
  const expires = new Date(headers['x-token-expires-at']);
  assert.equal(expires.toISOString(), headers['x-token-expires-at']);
  assert.ok(expires > new Date());
}

function readMessage({ headers, body }, { id }, isReplay = false) {
  const event = JSON.parse(body);
  onlyKnown(headers, [
    'subscription', 'destination', 'message-id', 'content-type', 'x-type', 'x-seq',
    ...(isReplay ? ['x-replay'] : []),
  ]);
  assert.equal(headers.subscription, id);
  assert.equal(headers.destination, topic);
  assert.equal(headers['message-id'], `${room}/${event.seq}`);
  assert.equal(headers['content-type'], json);
  assert.equal(headers['x-type'], 'message.created');
  assert.equal(headers['x-seq'], String(event.seq));
  if (isReplay) assert.equal(headers['x-replay'], 'true');
}

/** An error that the session survives names the call that it answers. */
async function readError(session, errors) {
  const receipt = randomUUID();
  const id = randomUUID();
  session.send('/app/nowhere', { receipt }, JSON.stringify({ clientMsgId: id, text: 'x' }));
  const { headers, body } = await frame(errors, (error) => error.receiptId === receipt);
  onlyKnown(headers, ['subscription', 'destination', 'message-id', 'content-type', 'x-type']);
  assert.equal(headers.destination, '/user/queue/errors');
  assert.equal(headers['x-type'], 'error');
  assert.ok(headers['message-id'].startsWith(`${session.connected.session}/`));
  const problem = JSON.parse(body);
  assert.equal(problem.code, 'policy.denied');
  assert.equal(problem.clientMsgId, id);
}

/** The same event again, from the archive or the pod's memory, between the words about the replay. */
async function readReplay(session, live, text) {
  const receipt = randomUUID();
  session.unsubscribe(live.id, { receipt });
  await receipted(session, receipt);
  const again = await subscribe(session, topic, { 'x-after': '0' });
  readMessage(await frame(again, (body) => body.data?.text === text), again, true);
  for (const type of ['resume.begin', 'resume.end']) {
    const { headers } = await frame(again, (body) => body.type === type);
    assert.equal(headers['x-type'], type);
    assert.equal(headers['message-id'], `${room}/${type}`);
    assert.equal(headers.subscription, again.id);
  }
}

async function readFatal(client) {
  const refused = client.open(url, 'no-token').then(
    () => assert.fail('connected without a token'),
    (error) => error,
  );
  const { headers, body } = await within(refused, `${client.name} is refused`);
  onlyKnown(headers, ['message', 'content-type']);
  assert.equal(headers.message, 'auth.invalid');
  assert.equal(headers['content-type'], json);
  assert.equal(JSON.parse(body).code, 'auth.invalid');
}

async function subscribe(session, destination, more) {
  const subscription = { id: randomUUID(), frames: [] };
  const receipt = randomUUID();
  const answer = receipted(session, receipt);
  session.subscribe(destination, { id: subscription.id, receipt, ...more }, (one) =>
    subscription.frames.push(one),
  );
  await answer;
  return subscription;
}

async function send(session, text) {
  const receipt = randomUUID();
  const answer = receipted(session, receipt);
  const body = JSON.stringify({ clientMsgId: randomUUID(), text });
  session.send(`/app/rooms/${room}/send`, { receipt, 'content-type': json }, body);
  await answer;
}

async function receipted(session, receipt) {
  const { headers } = await within(session.receipt(receipt), `receipt ${receipt}`);
  onlyKnown(headers, ['receipt-id']);
  assert.equal(headers['receipt-id'], receipt);
}

async function frame({ frames }, condition) {
  const find = () => frames.find(({ body }) => condition(JSON.parse(body)));
  await until(() => find() !== undefined, () => `a frame, got ${frames.map((one) => one.body)}`);
  return find();
}

/** A header that no client reads here is one that nobody has tried. */
function onlyKnown(headers, known) {
  assert.deepEqual(Object.keys(headers).sort(), [...known].sort());
  for (const [name, value] of Object.entries(headers)) {
    assert.ok(!value.includes('\\'), `${name} is escaped: ${value}`);
  }
}

async function within(promise, what) {
  let outcome;
  promise.then(
    (value) => (outcome = { value }),
    (error) => (outcome = { error }),
  );
  await until(() => outcome !== undefined, () => what);
  if (outcome.error) throw outcome.error;
  return outcome.value;
}
