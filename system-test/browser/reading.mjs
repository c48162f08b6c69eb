// What waits for a person is the same on two devices: it comes and goes on both at once, whatever is read,
// marked unread, muted or set apart on one of them. Others see who writes and who has read.
import { randomUUID } from 'node:crypto';
import { accessible } from '../lib/axe.mjs';
import { connected, finish, picture, signedIn, url } from '../lib/pages.mjs';
import { Account, createRoom } from '../lib/parley.mjs';
import { fillRoom } from '../lib/rooms.mjs';

const run = randomUUID().slice(0, 8);
const name = `Reading ${run}`;
const other = `Aside ${run}`;
const admin = Account.admin();
const mia = await Account.register('mia');
const token = await admin.token();
const roomId = await createRoom(token, 'group', name, [mia]);
await createRoom(token, 'group', other, [mia]);
const ada = await signedIn(admin);
const laptop = await signedIn(mia);
const mobile = await signedIn(mia);
const devices = [laptop, mobile];
await laptop.emulateMedia({ colorScheme: 'dark' });
await ada.goto(`${url}/#/rooms/${roomId}`);
for (const page of devices) await page.goto(`${url}/#/posts`);

await countsOnBothDevices();
await endsOnBothWhenOneReads();
await startsAgainOnBothWhenOneMarksIt();
await showsWhoWrites();
await showsWhoHasRead();
await hearsOfItAsWished();
await leadsToTheFirstNewMessage();
await finish('both devices show the same, and the others who writes and reads');

async function countsOnBothDevices() {
  await say(ada, 'Who brings the cake?');
  await say(ada, 'And the candles?');
  await mention(ada, 'What do you say,');
  for (const page of devices) {
    await line(page).filter({ hasText: '1 mention, 3 unread' }).waitFor();
    await titled(page, /^\(3\) /);
    await page.waitForFunction(() => /^data:image/.test(document.querySelector('link[rel=icon]').href));
  }
  await picture(laptop, 'unread-list');
}

async function endsOnBothWhenOneReads() {
  await line(laptop).click();
  await laptop.getByRole('separator').filter({ hasText: 'New messages' }).waitFor();
  await accessible(laptop, 'a room with new messages');
  await picture(laptop, 'new-messages');
  for (const page of devices) await nothingUnread(page);
  await titled(mobile, /^(?!\()/);
  await laptop.reload();
  await connected(laptop);
  await said(laptop, 'Who brings the cake?').waitFor();
  await nothingUnread(laptop);
}

/** While it is marked no device reads it, until it is opened anew. */
async function startsAgainOnBothWhenOneMarksIt() {
  await said(laptop, 'And the candles?').click({ button: 'right' });
  await laptop.getByRole('menuitem', { name: 'Mark as unread from here' }).click();
  for (const page of devices) await line(page).filter({ hasText: '2 unread' }).waitFor();
  await mobile.setViewportSize({ width: 390, height: 844 });
  await mobile.goto(`${url}/#/`);
  await line(mobile).filter({ hasText: '2 unread' }).waitFor();
  await picture(mobile, 'unread-list-phone');
  await line(mobile).click();
  await mobile.getByRole('separator').filter({ hasText: 'New messages' }).waitFor();
  await picture(mobile, 'new-messages-phone');
  await nothingUnread(laptop);
}

async function showsWhoWrites() {
  await box(ada).pressSequentially('I think');
  for (const page of devices) await page.locator('.typing', { hasText: 'is writing…' }).waitFor();
  await picture(mobile, 'typing-phone');
  await picture(laptop, 'typing');
  await box(ada).press('Enter');
  for (const page of devices) await page.locator('.typing', { hasText: /^$/ }).waitFor();
}

async function showsWhoHasRead() {
  await ada.getByRole('button', { name: /^Seen by .*mia/ }).waitFor();
  await accessible(ada, 'a room whose messages were seen');
  await picture(ada, 'seen');
  await ada.getByRole('button', { name: /^Seen by .*mia/ }).click();
  await ada.getByRole('list', { name: 'Who has seen it' }).getByText(/^mia/).waitFor();
  await ada.keyboard.press('Escape');
}

/** Favourites stand first, levels and mutes decide what counts: on both, whoever chose them. */
async function hearsOfItAsWished() {
  for (const page of devices) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${url}/#/posts`);
  }
  await choose(laptop, other, 'menuitem', 'Add to favourites');
  for (const page of devices) {
    await page.waitForFunction((first) => document.querySelector('.room__name')?.textContent === first, other);
  }
  await choose(mobile, name, 'menuitemradio', 'Mentions only');
  await line(laptop).filter({ hasNotText: 'unread' }).waitFor();
  await say(ada, 'Only said');
  await line(laptop).filter({ hasText: 'Only said' }).waitFor();
  await laptop.locator('.room--unread', { hasText: name }).waitFor();
  await nothingUnread(laptop);
  await mention(ada, 'Meant for you,');
  for (const page of devices) await line(page).filter({ hasText: '1 mention, 1 unread' }).waitFor();
  await laptop.getByRole('button', { name: new RegExp(`^More for .*${name}`) }).click();
  await picture(laptop, 'room-menu');
  await laptop.getByRole('menuitem', { name: 'Mute for 1 hour' }).click();
  for (const page of devices) await line(page).filter({ hasText: 'muted' }).waitFor();
  await nothingUnread(mobile);
}

async function leadsToTheFirstNewMessage() {
  await choose(mobile, name, 'menuitem', 'Mark as read');
  await fillRoom(admin, roomId, 70);
  await said(ada, 'line 70').waitFor();
  await line(mobile).filter({ hasText: 'line 70' }).waitFor();
  await line(mobile).click();
  const button = mobile.getByRole('button', { name: /^70 new messages/ });
  await button.waitFor();
  await picture(mobile, 'first-unread');
  await button.click();
  await mobile.getByRole('separator').filter({ hasText: 'New messages' }).waitFor();
  await mobile.waitForFunction(() => {
    const { top, bottom } = document.querySelector('.new-mark').getBoundingClientRect();
    return top > 0 && bottom < window.innerHeight;
  });
  await button.waitFor({ state: 'detached' });
}

async function choose(page, title, role, item) {
  await page.getByRole('button', { name: new RegExp(`^More for .*${title}`) }).click();
  await page.getByRole(role, { name: item }).click();
}

async function mention(page, words) {
  await box(page).pressSequentially(`${words} @mia`);
  await page.getByRole('option', { name: /^mia/ }).first().waitFor();
  await box(page).press('Enter');
  await box(page).press('Enter');
}

async function say(page, words) {
  await box(page).fill(words);
  await box(page).press('Enter');
}

async function titled(page, pattern) {
  await page.waitForFunction((source) => new RegExp(source).test(document.title), pattern.source);
}

async function nothingUnread(page) {
  await line(page).filter({ hasNotText: 'unread' }).waitFor({ state: 'attached' });
}

function line(page) {
  return page.locator('a.room', { hasText: name });
}

function said(page, words) {
  return page.locator('.room-pane .bubble__text', { hasText: words }).last();
}

function box(page) {
  return page.getByRole('textbox', { name: /^Message to/ });
}
