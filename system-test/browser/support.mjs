// Support and invitations in two browsers: an admin makes a queue, a user asks, the admin finds who waits and
// takes it, and the user sees who works on it. A link lets the user into a room, and a ban shuts her out of it.
import { randomUUID } from 'node:crypto';
import { connected, finish, open, picture, signedIn, url } from '../lib/pages.mjs';
import { Account, call, createRoom } from '../lib/parley.mjs';

const run = randomUUID().slice(0, 8);
const queue = `Help ${run}`;
const room = `Guests ${run}`;
const admin = Account.admin();
const uma = await Account.register('uma');
const adas = await signedIn(admin);
const umas = await signedIn(uma);

await makesAQueue();
await asks();
await isAnswered();
await joinsByALink();
await isShutOut();
await registersByALink();
await finish('support, invitations and bans from rooms work in the browser');

async function makesAQueue() {
  await adas.getByRole('link', { name: 'Administration' }).click();
  await adas.getByRole('link', { name: 'Support queues' }).click();
  await adas.getByRole('button', { name: 'New queue' }).click();
  const dialog = adas.getByRole('dialog');
  await dialog.getByLabel('Name').fill(queue);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await adas.getByRole('list', { name: 'Queues' }).getByText(queue).waitFor();
}

async function asks() {
  await umas.getByRole('link', { name: 'Support' }).click();
  const section = umas.getByRole('region', { name: queue });
  await section.getByRole('button', { name: 'Ask for support' }).click();
  await umas.getByText('Nobody works on this yet.').waitFor();
  await says(umas, `My order ${run} is late`);
}

async function isAnswered() {
  await adas.getByRole('link', { name: 'Support', exact: true }).click();
  const waiting = adas.getByRole('list', { name: `Rooms of ${queue}` }).getByRole('listitem');
  await waiting.getByText(uma.username).waitFor();
  await picture(adas, 'support-waiting');
  await waiting.getByRole('button', { name: 'Claim' }).click();
  await umas.getByText(`${admin.username} works on this.`).waitFor();
  await adas.getByRole('group', { name: `Which rooms of ${queue}` }).getByText('Mine').click();
  await waiting.getByRole('link').click();
  await sees(adas, `My order ${run} is late`);
  await adas.getByRole('heading', { name: uma.username }).waitFor();
  await says(adas, 'Let me look');
  await sees(umas, 'Let me look');
  await picture(umas, 'support-answered');
}

async function joinsByALink() {
  const id = await createRoom(await admin.token(), 'group', room, []);
  await adas.goto(`${url}/#/rooms/${id}`);
  await adas.getByRole('button', { name: 'Show members' }).click();
  await adas.getByRole('button', { name: 'Invite by link' }).click();
  const dialog = adas.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = await dialog.locator('code').textContent();
  await dialog.getByText('1 use left').waitFor();
  await adas.keyboard.press('Escape');
  await umas.goto(link);
  await umas.getByRole('button', { name: 'Join' }).click();
  await umas.getByRole('heading', { name: room }).waitFor();
  await says(umas, 'Thank you for the invitation');
  await sees(adas, 'Thank you for the invitation');
}

async function isShutOut() {
  await adas.getByRole('button', { name: `Manage ${uma.username}` }).click();
  const dialog = adas.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(`Not a guest ${run}`);
  await dialog.getByRole('button', { name: 'Ban from the room' }).click();
  await umas.getByRole('link', { name: new RegExp(room) }).waitFor({ state: 'detached' });
  await adas.getByRole('button', { name: 'Bans' }).click();
  await adas.getByRole('dialog').getByText(uma.username).waitFor();
  await adas.keyboard.press('Escape');
}

/** The link fills the code of the invitation in, which is used up. */
async function registersByALink() {
  const { id, code } = await call('POST', '/api/v1/admin/invitations', {
    token: await admin.token(),
    body: { uses: 1 },
  });
  const page = await open();
  await page.goto(`${url}/#/register/${code}`);
  await page.getByLabel('Username').fill(`ines-${run}`);
  await page.getByLabel('Password').fill(`pw-${randomUUID()}`);
  await page.getByRole('button', { name: 'Create account' }).click();
  await connected(page);
  const { items } = await call('GET', '/api/v1/admin/invitations', { token: await admin.token() });
  if (items.some((one) => one.id === id)) throw new Error('the invitation works once more');
}

async function says(page, text) {
  const box = page.getByRole('textbox', { name: /^Message to/ });
  await box.fill(text);
  await box.press('Enter');
}

function sees(page, text) {
  return page.locator('.bubble__text', { hasText: text }).first().waitFor();
}
