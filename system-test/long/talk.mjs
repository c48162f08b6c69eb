// 16 members in 4 rooms speak twice a second for PARLEY_SECONDS (60), while somebody does to the
// suite what it must bear: pods are drained, killed, rolled, added. In the end everybody has seen
// the one gapless list that history holds, and in it every message with a receipt once.
import {
  Account,
  Member,
  createRoom,
  history,
  pause,
  requireGapless,
  requireSame,
  until,
} from '../lib/parley.mjs';

const memberCount = 16;
const roomCount = 4;
const seconds = Number(process.env.PARLEY_SECONDS ?? 60);

const accounts = [];
for (let i = 0; i < memberCount; i++) accounts.push(await Account.register('long'));
const admin = Account.admin();
const adminToken = await admin.token();
const rooms = [];
for (let i = 0; i < roomCount; i++) {
  rooms.push(await createRoom(adminToken, 'group', `Room ${i}`, accounts));
}
const sent = new Map(rooms.map((room) => [room, []]));

const members = accounts.map((account) => new Member(account, { patient: true }));
for (const member of members) {
  rooms.forEach((room) => member.join(room));
  await member.connect();
}
console.log(`begun on ${[...new Set(members.map(({ node }) => node))].sort().join(', ')}`);

const receiptsAfter = [];
const end = Date.now() + seconds * 1_000;
await Promise.all(
  members.map(async (member, i) => {
    for (let said = 0; Date.now() < end; said++) {
      const room = rooms[(i + said) % roomCount];
      const text = `message ${said} of ${member.account.username}`;
      const before = Date.now();
      await member.say(room, text);
      receiptsAfter.push(Date.now() - before);
      sent.get(room).push(text);
      await pause(500);
    }
  }),
);
await until(
  () => members.every(({ client }) => client.connected),
  () => 'everybody is back',
);

/** History lags behind receipts, and longer after an outage. */
async function wholeHistory(room) {
  const last = Date.now() + 90_000;
  for (;;) {
    try {
      return await history(await admin.patientToken(), room);
    } catch (problem) {
      if (Date.now() > last) throw problem;
      await pause(1_000);
    }
  }
}

for (const room of rooms) {
  const events = await wholeHistory(room);
  requireGapless(events, 'history');
  const texts = events.filter(({ type }) => type === 'message.created').map(({ data }) => data.text);
  requireSame(sent.get(room).sort(), texts.sort(), 'what was receipted and what history holds');
  for (const member of members) {
    const view = member.view(room);
    const who = member.account.username;
    await until(
      () => view.length >= events.length,
      () => `${who} sees all ${events.length} events, has ${view.length}`,
    );
    requireGapless(view, who);
    requireSame(events, view, who);
    if (member.problems.length > 0) throw new Error(`${who}: ${member.problems.join('; ')}`);
  }
}

function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return `p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, at most ${at(1)} ms`;
}

const closed = {};
for (const loss of members.flatMap(({ losses }) => losses)) {
  const code = loss.split(' ')[0];
  closed[code] = (closed[code] ?? 0) + 1;
}
const refusals = members.reduce((sum, member) => sum + member.refusals, 0);
console.log(`${receiptsAfter.length} messages, all with a receipt: none lost, doubled or out of order`);
console.log(`receipts: ${spread(receiptsAfter)}; ${refusals} times told to repeat`);
console.log(`connections lost: ${JSON.stringify(closed)}`);
console.log(`away: ${spread(members.flatMap(({ absences }) => absences))}`);
console.log(`ended on ${[...new Set(members.map(({ node }) => node))].sort().join(', ')}`);
await Promise.all(members.map((member) => member.leave()));
