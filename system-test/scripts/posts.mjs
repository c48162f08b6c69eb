// Posts, followed by a client that reads a fetch answer, by curl -N and by a STOMP subscription at once.
// Each is told what an admin writes, edits and deletes once and in order, hostile text unharmed, and
// resumes after a break without a gap or a repeat.
import { Account, call, requireSame } from '../lib/parley.mjs';
import { CurlFollower, FetchFollower, StompFollower, hostileTexts } from '../lib/posts.mjs';

const admin = Account.admin();
const followers = [];
for (const Kind of [FetchFollower, CurlFollower, StompFollower]) {
  const follower = new Kind(await Account.register('reader'));
  await follower.open();
  followers.push(follower);
}

const written = [];
for (const [title, body] of Object.entries(hostileTexts)) written.push(await write(title, body));
await everybodyKnows(written.at(-1));

for (let round = 1; round <= 3; round++) {
  followers.forEach((follower) => follower.close());
  const post = await write(`While nobody listens ${round}`, 'text');
  const edited = await edit(post, `Edited ${round}`, 'other text');
  const gone = await write('A mistake', 'text');
  await remove(gone);
  await Promise.all(followers.map((follower) => follower.open()));
  await everybodyKnows(await edit(edited, `Edited again ${round}`, 'text'));
}

const [first] = followers;
for (const follower of followers) {
  const positions = follower.changes.map(({ position }) => position);
  if (positions.some((position, i) => i > 0 && position <= positions[i - 1])) {
    throw new Error(`${follower.constructor.name} was told ${positions.join()}`);
  }
  requireSame(told(first), told(follower), follower.constructor.name);
  for (const post of written) {
    const { data } = follower.changes.find((change) => change.data.id === post.id);
    requireSame([post], [data], `${follower.constructor.name}: ${post.title}`);
    if (data.body !== hostileTexts[post.title]) throw new Error(`${post.title} has changed`);
  }
}
followers.forEach((follower) => follower.close());
for (const { id } of written) await remove({ id });
console.log(`${told(first).length} changes, the same for fetch, curl -N and STOMP`);
process.exit(0);

/**
 * What was still to be seen when it was told: a mistake that was deleted before a follower came back
 * may only show its end.
 */
function told({ changes }) {
  const gone = new Set(
    changes.filter(({ type }) => type === 'post.deleted').map(({ data }) => data.id),
  );
  return changes.filter(({ type, data }) => type === 'post.deleted' || !gone.has(data.id));
}

async function write(title, body) {
  return call('POST', '/posts', { token: await admin.token(), body: { title, body } });
}

async function edit({ id }, title, body) {
  return call('PUT', `/posts/${id}`, { token: await admin.token(), body: { title, body } });
}

async function remove({ id }) {
  return call('DELETE', `/posts/${id}`, { token: await admin.token() });
}

async function everybodyKnows(post) {
  await Promise.all(followers.map((follower) => follower.knows(post)));
}
