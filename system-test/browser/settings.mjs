// An admin sets how a room is used, by keyboard; a member sees in another browser what comes of it, at once:
// a line in the conversation, what a message can still be done to, and threads that stand apart.
import { randomUUID } from 'node:crypto';
import { accessible } from '../lib/axe.mjs';
import { finish, picture, signedIn, url } from '../lib/pages.mjs';
import { Account, call, createRoom } from '../lib/parley.mjs';

const run = randomUUID().slice(0, 8);
const admin = Account.admin();
const mia = await Account.register('mia');
const token = await admin.token();
const roomId = await createRoom(token, 'group', `Settings ${run}`, [mia]);
const ada = await signedIn(admin);
const ben = await signedIn(mia);
for (const page of [ada, ben]) await page.goto(`${url}/#/rooms/${roomId}`);

await setsByKeyboard();
await takesAway();
await foldsThreads();
await refusesWhatCannotBe();
await noticesAnother();
await onAPhone();
await finish('what a room sets counts at once in both browsers');

/** From the members to the settings and through the form without a mouse. */
async function setsByKeyboard() {
  await say(ben, 'Can this be changed?');
  await said(ada, 'Can this be changed?').waitFor();
  await ada.getByRole('button', { name: 'Show members' }).press('Enter');
  await ada.getByRole('link', { name: 'Settings', exact: true }).press('Enter');
  await panel(ada).getByText('As usual here: for 24 hours').first().waitFor({ state: 'attached' });
  await ada.keyboard.press('Tab');
  const focused = await ada.evaluate(() => document.activeElement?.labels?.[0]?.textContent);
  if (focused !== 'Authors may edit their messages') throw new Error(`the focus is on ${focused}`);
  await ada.keyboard.press('ArrowDown');
  await field(ada, 'Reactions').press('ArrowDown');
  await field(ada, 'Who may mention the whole room').press('End');
  await accessible(ada, 'the settings of a room');
  await picture(ada, 'settings');
  await panel(ada).getByRole('button', { name: 'Save' }).press('Enter');
  for (const page of [ada, ben]) await page.getByText(/changed the settings of the room/).first().waitFor();
}

async function takesAway() {
  await said(ben, 'Can this be changed?').locator('.bubble').click({ button: 'right' });
  await ben.getByRole('menuitem', { name: 'Delete' }).waitFor();
  for (const name of ['Edit', 'thumbs up']) {
    if (await ben.getByRole('menuitem', { name, exact: true }).count()) throw new Error(`${name} is offered`);
  }
  await ben.keyboard.press('Escape');
  await box(ben).pressSequentially('@');
  await ben.getByRole('option', { name: /^admins/ }).waitFor();
  if (await ben.getByRole('option', { name: /^room/ }).count()) throw new Error('the room can be mentioned');
  await box(ben).fill('');
}

/** Where threads stand apart an answer is neither among the messages nor unread. */
async function foldsThreads() {
  await field(ada, 'Replies in threads').selectOption('collapsed');
  await panel(ada).getByRole('button', { name: 'Save' }).click();
  await ben.getByText(/changed the settings of the room/).nth(1).waitFor();
  await ben.goto(`${url}/#/posts`);
  await said(ada, 'Can this be changed?').locator('.bubble').click({ button: 'right' });
  await ada.getByRole('menuitem', { name: 'Reply in thread' }).click();
  await ada.getByRole('textbox', { name: 'Reply in this thread' }).fill('No, by now');
  await ada.getByRole('textbox', { name: 'Reply in this thread' }).press('Enter');
  const line = ben.getByRole('link', { name: new RegExp(`Settings ${run}`) });
  await line.filter({ hasText: 'No, by now' }).waitFor();
  if (await line.getByText('unread').count()) throw new Error('an answer in a thread is unread');
  await line.click();
  await ben.getByRole('link', { name: /^1 reply/ }).waitFor();
  if (await said(ben, 'No, by now').count()) throw new Error('an answer stands among the messages');
}

async function refusesWhatCannotBe() {
  await ada.goto(`${url}/#/rooms/${roomId}/settings`);
  await field(ada, 'Authors may delete their messages').selectOption('limited');
  await field(ada, 'For how long').fill('4000');
  await field(ada, 'Unit').selectOption('days');
  await panel(ada).getByRole('button', { name: 'Save' }).click();
  await panel(ada).getByText('Must be at most 3,660 days.').waitFor();
  await accessible(ada, 'settings that cannot be');
  await field(ada, 'For how long').fill('7');
}

/** What somebody else sets meanwhile is seen in the form, and what was changed there stays. */
async function noticesAnother() {
  const body = { deleteWindowMs: 60_000, mentionAll: null };
  // What is saved names the version of the room, which the list tells
  const listed = ada.waitForResponse((answer) => answer.url().includes('/me/rooms'));
  await call('PATCH', `/api/v1/rooms/${roomId}/settings`, { token, body });
  await listed;
  await panel(ada).getByText(/^Somebody else has changed this meanwhile/).waitFor();
  if ((await field(ada, 'Who may mention the whole room').inputValue()) !== 'members') {
    throw new Error('what nobody touched does not follow');
  }
  await panel(ada).getByRole('button', { name: 'Save' }).click();
  await ben.getByText(/changed the settings of the room/).nth(3).waitFor();
  const { settings } = await call('GET', `/api/v1/rooms/${roomId}`, { token });
  if (settings.deleteWindowMs !== 7 * 86_400_000) throw new Error(`set ${JSON.stringify(settings)}`);
}

async function onAPhone() {
  await ada.setViewportSize({ width: 390, height: 844 });
  await picture(ada, 'settings-phone');
  await panel(ada).getByRole('button', { name: 'Close the settings' }).click();
  await box(ada).waitFor();
}

async function say(page, text) {
  await box(page).fill(text);
  await box(page).press('Enter');
}

function said(page, text) {
  return page.locator('.room-pane .message', { has: page.locator('.bubble__text', { hasText: text }) });
}

function box(page) {
  return page.getByRole('textbox', { name: /^Message to/ });
}

function panel(page) {
  return page.getByRole('complementary', { name: 'Settings of the room' });
}

function field(page, label) {
  return panel(page).getByLabel(label);
}
