// An admin and a user answer in a thread and mention each other in two browsers: each sees at once what the
// other writes, in the thread, on its root and in the list of threads; the same after a reload, a lost
// connection, and where the thread hangs on a message far up. By keyboard, and on a phone.
import { randomUUID } from 'node:crypto';
import { accessible } from '../lib/axe.mjs';
import { connected, finish, picture, signedIn, url } from '../lib/pages.mjs';
import { Account, createRoom } from '../lib/parley.mjs';
import { fillRoom } from '../lib/rooms.mjs';

const run = randomUUID().slice(0, 8);
const admin = Account.admin();
const mia = await Account.register('mia');
const roomId = await createRoom(await admin.token(), 'group', `Threads ${run}`, [mia]);
const ada = await signedIn(admin);
const ben = await signedIn(mia);
for (const page of [ada, ben]) await page.goto(`${url}/#/rooms/${roomId}`);
await ada.emulateMedia({ colorScheme: 'dark' });

await answersInAThread();
await mentionsByKeyboard();
await mentionsTheRoom();
await mentionsInAnEdit();
await countsWhatIsLeft();
const connection = await breakable(ben);
await sameAfterAReload();
await countsOnceAfterALoss();
await listsThreads();
await sameFarBelow();
await findsWhatMentions();
await leavesAThread();
await onAPhone();
await finish('both browsers show the same thread, and who is mentioned');

/** The menu of a message opens its thread; what is written there stands on its root for everybody. */
async function answersInAThread() {
  await say(box(ada), 'Who brings the cake?');
  await message(ben, 'Who brings the cake?').locator('.bubble').click({ button: 'right' });
  await ben.getByRole('menuitem', { name: 'Reply in thread' }).click();
  await say(threadBox(ben), 'I do');
  await thread(ben).getByText('I do', { exact: true }).waitFor();
  await ada.getByRole('link', { name: /^1 reply/ }).click();
  await thread(ada).getByText('I do', { exact: true }).waitFor();
  await say(threadBox(ada), 'Thank you');
  await thread(ben).getByText('Thank you', { exact: true }).waitFor();
  for (const page of [ada, ben]) await page.getByRole('link', { name: /^2 replies/ }).waitFor();
}

/** A name is completed behind an @; the one who is meant sees it stronger. */
async function mentionsByKeyboard() {
  await threadBox(ben).pressSequentially('Candles, @adm');
  await ben.getByRole('option', { name: /^admin @/ }).waitFor();
  await accessible(ben, 'names that are completed');
  await picture(ben, 'completion');
  await threadBox(ben).press('Enter');
  await threadBox(ben).press('Enter');
  await thread(ada).locator('.mention--me', { hasText: '@' }).waitFor();
  await thread(ben).locator('.mention:not(.mention--me)').waitFor();
  await accessible(ada, 'a thread in the dark');
  await picture(ada, 'thread-admin');
}

async function mentionsTheRoom() {
  await box(ada).pressSequentially('Party at noon, @roo');
  await ada.getByRole('option', { name: /^room/ }).waitFor();
  await box(ada).press('Tab');
  await box(ada).press('Enter');
  await ben.locator('.room-pane .mention--me', { hasText: '@room' }).waitFor();
}

/** An edit keeps whom the words mention, and takes others in by keyboard. */
async function mentionsInAnEdit() {
  await thread(ben).getByText('Candles', { exact: false }).click({ button: 'right' });
  await ben.getByRole('menuitem', { name: 'Edit' }).click();
  const editor = ben.getByRole('textbox', { name: 'Edit your message' });
  await editor.pressSequentially(' and @admins');
  await ben.getByRole('option', { name: /^admins/ }).waitFor();
  await accessible(ben, 'names that are completed in an edit');
  await picture(ben, 'completion-edit');
  await editor.press('Enter');
  await editor.press('Enter');
  await thread(ada).locator('.mention--me', { hasText: '@admins' }).waitFor();
  await thread(ada).locator('.mention--me').nth(1).waitFor();
}

/** A deleted answer is no reply any more, and its place stays in the thread. */
async function countsWhatIsLeft() {
  await thread(ben).getByText('I do', { exact: true }).click({ button: 'right' });
  await ben.getByRole('menuitem', { name: 'Delete' }).click();
  await ben.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  for (const page of [ada, ben]) {
    await page.getByRole('link', { name: /^2 replies/ }).waitFor();
    await thread(page).getByText('This message was deleted.').waitFor();
  }
}

async function sameAfterAReload() {
  for (const page of [ada, ben]) {
    const before = await shown(page);
    await page.reload();
    await connected(page);
    await thread(page).getByText('Thank you', { exact: true }).waitFor();
    const after = await shown(page);
    if (JSON.stringify(after) !== JSON.stringify(before))
      throw new Error(`${before}\nbecame ${after}`);
  }
  await accessible(ben, 'a thread');
  await picture(ben, 'thread-user');
}

/** What is said while one is away is counted once. */
async function countsOnceAfterALoss() {
  await connection.lose();
  await say(threadBox(ada), 'Said meanwhile');
  await ada.getByRole('link', { name: /^3 replies/ }).waitFor();
  connection.restore();
  await connected(ben);
  await thread(ben).getByText('Said meanwhile', { exact: true }).waitFor();
  await ben.getByRole('link', { name: /^3 replies/ }).waitFor();
}

async function listsThreads() {
  await ben.getByRole('link', { name: 'All threads of the room' }).click();
  await listed(ben, '3 replies').waitFor();
  await say(threadBox(ada), 'One more');
  await listed(ben, '4 replies').waitFor();
  await accessible(ben, 'the list of threads');
  await picture(ben, 'threads');
  await listed(ben, '4 replies').click();
  await thread(ben).getByText('One more', { exact: true }).waitFor();
}

/** A thread whose root is not among the messages that a page begins with is read from the server. */
async function sameFarBelow() {
  const before = await shown(ben);
  await fillRoom(admin, roomId, 120);
  await ben.reload();
  await connected(ben);
  await thread(ben).getByText('One more', { exact: true }).waitFor();
  const after = await shown(ben);
  if (JSON.stringify(after) !== JSON.stringify(before))
    throw new Error(`${before}\nbecame ${after}`);
  await say(threadBox(ben), 'From far below');
  await thread(ada).getByText('From far below', { exact: true }).waitFor();
  await thread(ben).getByText('One more', { exact: true }).click({ button: 'right' });
  await ben.getByRole('menuitem', { name: 'thumbs up', exact: true }).click();
  await thread(ada).getByRole('button', { name: 'thumbs up, 1' }).waitFor();
  await thread(ben).getByRole('button', { name: 'thumbs up, 1' }).waitFor();
  await ben.getByRole('link', { name: 'All threads of the room' }).click();
  await listed(ben, '5 replies').click();
}

/** From the list of mentions to each message, in its room or in its thread. */
async function findsWhatMentions() {
  const inRoom = await mentioned(ben, 'Party at noon');
  await accessible(ben, 'the list of mentions');
  await picture(ben, 'mentions');
  await inRoom.click();
  await ben.locator('.room-pane .message--marked', { hasText: 'Party at noon' }).waitFor();
  const inThread = await mentioned(ada, 'Candles');
  await inThread.click();
  await thread(ada).locator('.message--marked', { hasText: 'Candles' }).waitFor();
  await ben.goto(`${url}/#/rooms/${roomId}/threads`);
  await listed(ben, '5 replies').click();
}

/** Who has written in a thread follows it, until they leave it. */
async function leavesAThread() {
  const followed = () => ben.getByRole('listitem').filter({ hasText: 'Who brings the cake?' });
  const follow = (pressed) => thread(ben).getByRole('button', { name: 'Follow', pressed });
  const list = ben
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('link', { name: 'Threads' });
  await follow(true).waitFor();
  await list.click();
  await followed().waitFor();
  await accessible(ben, 'the threads that one follows');
  await picture(ben, 'followed');
  await followed()
    .getByRole('link', { name: /^Go to the thread/ })
    .click();
  await follow(true).click();
  await follow(false).waitFor();
  await accessible(ben, 'a thread that one has left');
  await list.click();
  await ben.getByText('You follow no thread yet.', { exact: false }).waitFor();
  await followed().waitFor({ state: 'detached' });
  await ben.goto(`${url}/#/rooms/${roomId}/threads`);
  await listed(ben, '5 replies').click();
}

async function mentioned(page, text) {
  await page.getByRole('link', { name: /^Mentions/ }).click();
  const list = page.getByRole('list', { name: 'Mentions' });
  const found = list.getByRole('listitem').filter({ hasText: text });
  await found.waitFor();
  return found.getByRole('link');
}

async function onAPhone() {
  await ben.setViewportSize({ width: 390, height: 844 });
  await thread(ben).getByText('Thank you', { exact: true }).waitFor();
  await picture(ben, 'thread-phone');
  await ben.getByRole('button', { name: 'Close the thread' }).click();
  await box(ben).waitFor();
  await picture(ben, 'thread-phone-root');
  await ben.getByRole('button', { name: 'Show threads' }).click();
  await listed(ben, '5 replies').waitFor();
  await picture(ben, 'threads-phone');
}

/** From its next load on the connection of a page can be lost until it is restored. */
async function breakable(page) {
  const sockets = [];
  let isLost = false;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    if (isLost) {
      void socket.close({ code: 4000 });
    } else {
      socket.connectToServer();
      sockets.push(socket);
    }
  });
  return {
    lose: async () => {
      isLost = true;
      await Promise.all(sockets.splice(0).map((socket) => socket.close({ code: 4000 })));
      await page.getByTitle(/^Connected to /).waitFor({ state: 'detached' });
    },
    restore: () => {
      isLost = false;
    },
  };
}

async function say(textBox, text) {
  await textBox.fill(text);
  await textBox.press('Enter');
}

function message(page, text) {
  return page
    .locator('.room-pane .message', { has: page.locator('.bubble__text', { hasText: text }) })
    .last();
}

function thread(page) {
  return page.getByRole('complementary', { name: 'Thread' });
}

/** The thread in the list of the room's threads. */
function listed(page, replies) {
  const list = page.getByRole('complementary', { name: 'Threads' });
  return list.getByRole('link', { name: new RegExp(`Who brings the cake\\?.*${replies}`) });
}

function box(page) {
  return page.getByRole('textbox', { name: /^Message to/ });
}

function threadBox(page) {
  return page.getByRole('textbox', { name: 'Reply in this thread' });
}

/** What stands in the thread, once nothing is on its way. */
async function shown(page) {
  await page.waitForFunction(() => !document.querySelector('.send-mark'));
  const all = thread(page).locator('.message');
  return all.evaluateAll((each) => each.map(({ innerText }) => innerText.replace(/\s+/g, ' ')));
}
