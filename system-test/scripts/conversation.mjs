// 20 members talk in 2 rooms: 1,000 messages, each with a receipt. One member is away for 300 of
// them. In the end, everybody has seen the same gapless list that history holds.
import {
  Account,
  Member,
  createRoom,
  history,
  requireGapless,
  requireSame,
  until,
} from '../lib/parley.mjs';

const memberCount = 20;
const phases = { together: 350, oneAway: 300, togetherAgain: 350 };

const accounts = [];
for (let i = 0; i < memberCount; i++) accounts.push(await Account.register('talk'));
const adminToken = await Account.admin().token();
const rooms = [
  await createRoom(adminToken, 'group', 'First', accounts),
  await createRoom(adminToken, 'group', 'Second', accounts),
];

const members = accounts.map((account) => new Member(account));
for (const member of members) {
  rooms.forEach((room) => member.join(room));
  await member.connect();
}
const pods = new Set(members.map(({ node }) => node));
console.log(`${memberCount} members on pods ${[...pods].sort().join(', ')}`);

const sent = rooms.map(() => []);
let said = 0;
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The members say so many messages together, each member one after the other. */
async function talk(count, speakers) {
  const shares = speakers.map(() => []);
  for (let i = 0; i < count; i++) shares[i % speakers.length].push(++said);
  await Promise.all(
    speakers.map(async (speaker, i) => {
      for (const number of shares[i]) {
        const text = `message ${number} of ${speaker.account.username} ✓`;
        await speaker.say(rooms[number % rooms.length], text);
        sent[number % rooms.length].push(text);
      }
    }),
  );
}

const started = Date.now();
await talk(phases.together, members);
const absent = members.at(-1);
await absent.leave();
const seenBefore = rooms.map((room) => absent.view(room).length);
await talk(phases.oneAway, members.slice(0, -1));
const heads = await Promise.all(rooms.map(async (room) => (await history(adminToken, room)).length));
await absent.connect();
const caughtUp = sum(heads) - sum(seenBefore);
await talk(phases.togetherAgain, members);
console.log(`${said} messages with receipts in ${((Date.now() - started) / 1000).toFixed(1)} s`);

for (const [i, room] of rooms.entries()) {
  const events = await history(adminToken, room);
  requireGapless(events, 'history');
  const texts = events.filter(({ type }) => type === 'message.created').map(({ data }) => data.text);
  requireSame(sent[i].sort(), texts.sort(), 'what was receipted and what history holds');
  for (const member of members) {
    const view = member.view(room);
    const who = member.account.username;
    await until(
      () => view.length >= events.length || member.problems.length > 0,
      () => `${who} sees all ${events.length} events, has ${view.length}`,
    );
    if (member.problems.length > 0) throw new Error(`${who}: ${member.problems.join('; ')}`);
    requireGapless(view, who);
    requireSame(events, view, who);
  }
}
if (caughtUp < phases.oneAway) throw new Error(`the absent member missed only ${caughtUp}`);
const losses = members.flatMap((member) => member.losses);
console.log(`${caughtUp} events caught up, ${losses.length} connections lost ${losses.join(', ')}`);
if (losses.length > 0) throw new Error('nothing failed, and yet connections were lost');
await Promise.all(members.map((member) => member.leave()));
