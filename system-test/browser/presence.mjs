// Two people see whether the other one is there, what they say of themselves, and how far their messages
// have come: on two pods, live, and without a wrong "offline" when one of them comes back at once.
import { randomUUID } from 'node:crypto';
import { accessible } from '../lib/axe.mjs';
import { connected, finish, picture, signedIn, url } from '../lib/pages.mjs';
import { Account, call, createRoom } from '../lib/parley.mjs';

const run = randomUUID().slice(0, 8);
const admin = Account.admin();
const mia = await Account.register('mia');
const token = await admin.token();
const { id: direct } = await call('POST', `/api/v1/dm/${mia.id}`, { token });
const team = await createRoom(token, 'group', `Team ${run}`, [mia]);
const ada = await signedIn(admin);
const other = await signedIn(mia);
await onTwoPods();
for (const page of [ada, other]) await page.goto(`${url}/#/rooms/${direct}`);
await other.emulateMedia({ colorScheme: 'dark' });

await showsWhoIsThere();
await showsHowFarAMessageHasCome();
await tellsWhatOneSays();
await showsWhoDoesNotWantToBeDisturbed();
await hidesWhoIsInvisible();
await countsWhoIsInARoom();
await staysThereThroughAReload();
await tellsWhenOneWasLastThere();
await finish('both see who is there, who says what, and what has been read');

/** Which pod one gets is chance: the second comes back until it has another one. */
async function onTwoPods() {
  const podOf = (page) => page.getByTitle(/^Connected to /).getAttribute('title');
  for (let tries = 0; tries < 20 && (await podOf(ada)) === (await podOf(other)); tries++) {
    await other.reload();
    await connected(other);
  }
  console.log(`ada: ${await podOf(ada)}, mia: ${await podOf(other)}`);
}

async function showsWhoIsThere() {
  await says(ada, 'Online');
  await says(other, 'Online');
  await dot(ada, 'Online').waitFor();
  await accessible(ada, 'a room of two with their presence');
  await accessible(ada, 'a list of rooms with presence', '.sidebar');
  await picture(ada, 'presence-online');
}

/** Sent, on the other device, read: the other one looks at another room first. */
async function showsHowFarAMessageHasCome() {
  await other.goto(`${url}/#/rooms/${team}`);
  await say(ada, 'Are you there?');
  await reached(ada, 'Are you there?', 'Delivered');
  await picture(ada, 'tick-delivered');
  await other.goto(`${url}/#/rooms/${direct}`);
  await other.bringToFront();
  await reached(ada, 'Are you there?', 'Read');
  await picture(ada, 'tick-read');
  await ada.reload();
  await connected(ada);
  await reached(ada, 'Are you there?', 'Read');
}

async function tellsWhatOneSays() {
  await openMenu(other);
  await accessible(other, 'the menu of the status', '.menu');
  await picture(other, 'status-menu');
  await other.getByRole('menuitem', { name: 'Set a status' }).click();
  await other.getByRole('button', { name: 'Choose an emoji' }).click();
  await picture(other, 'status-emoji');
  await other.getByRole('menuitem', { name: 'coffee' }).click();
  await other.getByLabel(/^What others see/).fill('Back after a break');
  await other.getByLabel('Clear it').selectOption('60');
  await accessible(other, 'the dialog of the status', 'dialog[open]');
  await picture(other, 'status-dialog');
  await other.getByRole('button', { name: 'Save' }).click();
  await subtitle(ada).getByText('☕ Back after a break').waitFor();
  await line(ada).filter({ hasText: '☕' }).waitFor();
  await picture(ada, 'status-of-the-other');
}

async function showsWhoDoesNotWantToBeDisturbed() {
  await choose(other, 'menuitem', 'For 30 minutes');
  await says(ada, 'Online, do not disturb');
  await dot(ada, 'Online, do not disturb').waitFor();
  await picture(ada, 'do-not-disturb');
  await other.goto(`${url}/#/posts`);
  await say(ada, 'Nothing urgent');
  await line(other).filter({ hasText: '1 unread' }).waitFor();
  if (/^\(/.test(await other.title())) throw new Error('the title calls who is not to be disturbed');
  await openMenu(other);
  await other.getByRole('menuitem', { name: 'On a schedule' }).click();
  await other.getByRole('button', { name: 'Save' }).waitFor();
  await accessible(other, 'the dialog of the schedule', 'dialog[open]');
  await picture(other, 'schedule');
  await other.keyboard.press('Escape');
  await choose(other, 'menuitem', /^Turn off/);
  await says(ada, 'Online');
  await other.waitForFunction(() => document.title.startsWith('(1)'));
  await other.goto(`${url}/#/rooms/${direct}`);
}

async function hidesWhoIsInvisible() {
  await choose(other, 'menuitemradio', /^Invisible/);
  await other.getByRole('button', { name: 'Your status: Invisible' }).waitFor();
  await says(ada, /^(Offline|Last seen)/);
  await choose(other, 'menuitemradio', /^Away/);
  await says(ada, 'Away');
  await picture(ada, 'presence-away');
  await choose(other, 'menuitemradio', /^Automatic/);
  await says(ada, 'Online');
}

async function countsWhoIsInARoom() {
  await ada.goto(`${url}/#/rooms/${team}/members`);
  await ada.locator('.pane__subtitle', { hasText: '2 online' }).waitFor();
  await ada.locator('.members .presence-mark--online').nth(1).waitFor();
  await accessible(ada, 'the members of a room with their presence');
  await picture(ada, 'presence-members');
  const text = 'في إجازة حتى الأسبوع القادم، وأقرأ الرسائل مرة واحدة في اليوم فقط';
  await call('PUT', '/api/v1/me/status', { token: await mia.token(), body: { text, emoji: '🌱' } });
  await line(ada).filter({ hasText: '🌱' }).waitFor();
  await ada.setViewportSize({ width: 390, height: 844 });
  await ada.goto(`${url}/#/rooms/${direct}`);
  await says(ada, 'Online');
  await subtitle(ada).getByText(text).waitFor();
  await picture(ada, 'presence-phone');
  await ada.goto(`${url}/#/`);
  await picture(ada, 'presence-list-phone');
  await ada.goto(`${url}/#/rooms/${direct}`);
  await ada.setViewportSize({ width: 1280, height: 900 });
}

/** Whoever reloads is gone for a moment, and nobody is told that. */
async function staysThereThroughAReload() {
  await ada.evaluate(() => {
    window.seen = [];
    const look = () => window.seen.push(document.querySelector('.pane__subtitle .presence-mark')?.title);
    new MutationObserver(look).observe(document.querySelector('.pane__subtitle'), {
      ...{ subtree: true, childList: true, attributes: true, characterData: true },
    });
  });
  await other.reload();
  await connected(other);
  await says(other, 'Online');
  await say(other, `back ${run}`);
  await ada.getByText(`back ${run}`).last().waitFor();
  const seen = await ada.evaluate(() => window.seen);
  if (seen.some((words) => words !== 'Online')) throw new Error(`who reloads was shown as ${seen}`);
}

/** The end of the last page is told after the grace; when that was, to the minute. */
async function tellsWhenOneWasLastThere() {
  const began = Date.now();
  await other.close();
  await says(ada, /^(Offline|Last seen)/);
  const took = Date.now() - began;
  console.log(`offline after ${took} ms`);
  if (took < 5_000) throw new Error(`offline after ${took} ms: without a grace`);
  await dot(ada, 'Offline').waitFor();
  await ada.reload();
  await connected(ada);
  await says(ada, /^(Offline|Last seen)/);
  await reached(ada, 'Nothing urgent', 'Read');
  await picture(ada, 'presence-offline');
}

async function choose(page, role, name) {
  await openMenu(page);
  await page.getByRole(role, { name }).click();
}

function openMenu(page) {
  return page.getByRole('button', { name: /^Your status/ }).click();
}

/** What stands above the room of the two. */
function subtitle(page) {
  return page.locator('.room-pane .pane__subtitle');
}

function says(page, words) {
  return subtitle(page).getByText(words, { exact: true }).waitFor();
}

function line(page) {
  return page.locator(`a.room[href="#/rooms/${direct}"]`);
}

function dot(page, words) {
  return line(page).getByTitle(words, { exact: true });
}

function reached(page, words, how) {
  return page.locator('.bubble', { hasText: words }).last().getByTitle(how, { exact: true }).waitFor();
}

async function say(page, words) {
  const box = page.getByRole('textbox', { name: /^Message to/ });
  await box.fill(words);
  await box.press('Enter');
}
