// Members on both pods talk while one pod is killed. Its sessions go to the other pod, repeat what
// had no receipt, and everybody still sees the one list that history holds.
import {
  Account,
  Member,
  createRoom,
  history,
  requireGapless,
  requireSame,
  until,
} from '../lib/parley.mjs';

const memberCount = 8;
const messagesEach = 60;
const killAfter = (memberCount * messagesEach) / 4;

const accounts = [];
for (let i = 0; i < memberCount; i++) accounts.push(await Account.register('loss'));
const adminToken = await Account.admin().token();
const room = await createRoom(adminToken, 'group', 'Unshaken', accounts);

const members = accounts.map((account) => new Member(account));
for (const member of members) {
  member.join(room);
  await member.connect();
}
const victim = members[0].node;
const affected = members.filter(({ node }) => node === victim);
const others = members.filter(({ node }) => node !== victim);
if (others.length === 0) throw new Error(`all members are on ${victim}`);

let receipts = 0;
let killed = false;
await Promise.all(
  members.map(async (member) => {
    for (let i = 1; i <= messagesEach; i++) {
      await member.say(room, `message ${i} of ${member.account.username}`);
      receipts += 1;
      if (receipts >= killAfter && !killed) {
        killed = true;
        console.log(`@kill ${victim}`); // the harness does it
      }
    }
  }),
);

const events = await history(adminToken, room);
requireGapless(events, 'history');
const created = events.filter(({ type }) => type === 'message.created');
if (created.length !== memberCount * messagesEach) {
  throw new Error(`history holds ${created.length} of ${memberCount * messagesEach} messages`);
}
if (new Set(created.map(({ messageId }) => messageId)).size !== created.length) {
  throw new Error('a repeated send was stored twice');
}
for (const member of members) {
  const who = member.account.username;
  await until(
    () => member.view(room).length >= events.length,
    () => `${who} sees all ${events.length} events, has ${member.view(room).length}`,
  );
  requireGapless(member.view(room), who);
  requireSame(events, member.view(room), who);
  if (member.problems.length > 0) throw new Error(`${who}: ${member.problems.join('; ')}`);
}
const unmoved = affected.filter(({ losses }) => losses.length === 0);
if (unmoved.length > 0) throw new Error(`${unmoved.length} sessions of ${victim} never reconnected`);
const disturbed = others.filter(({ losses }) => losses.length > 0);
if (disturbed.length > 0) throw new Error(`${disturbed.length} sessions of other pods were cut`);
console.log(`${affected.length} of ${memberCount} sessions moved from ${victim}, nothing was missed`);
await Promise.all(members.map((member) => member.leave()));
