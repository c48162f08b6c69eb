// An admin and a user change messages in two browsers: they edit, reply, react, pin and delete. Each sees
// at once what the other does, and the same after a reload. By mouse, by keyboard and by touch.
import { randomUUID } from 'node:crypto';
import { accessible } from '../lib/axe.mjs';
import { connected, finish, picture, signedIn, url } from '../lib/pages.mjs';
import { Account, createRoom } from '../lib/parley.mjs';
import { fillRoom } from '../lib/rooms.mjs';

const run = randomUUID().slice(0, 8);
const admin = Account.admin();
const mia = await Account.register('mia');
const token = await admin.token();
const roomId = await createRoom(token, 'group', `Changes ${run}`, [mia]);
const ada = await signedIn(admin);
const ben = await signedIn(mia);
for (const page of [ada, ben]) await page.goto(`${url}/#/rooms/${roomId}`);
await ada.emulateMedia({ colorScheme: 'dark' });

await editsByKeyboard();
await reactsAndTakesItBack();
await repliesAndFollowsTheQuote();
await marksText();
await pins();
await findsWhatIsPinned();
await showsVersions();
await asksBeforeItDeletes();
await adminDeletesWithAReason();
await sameAfterAReload();
await isForEverybody();
await goesFarBack();
await onAPhone();
await finish('both browsers show the same messages, however they were changed');

/** The arrow up in an empty box goes to one's last message; Escape leaves it, Enter saves it. */
async function editsByKeyboard() {
  await say(ben, 'Shall we met at noon?');
  await shows(ada, 'Shall we met at noon?');
  await box(ben).press('ArrowUp');
  await editor(ben).fill('never mind');
  await editor(ben).press('Escape');
  await editor(ben).waitFor({ state: 'detached' });
  await box(ben).press('ArrowUp');
  await editor(ben).fill('Shall we meet at noon?');
  await editor(ben).press('Enter');
  for (const page of [ben, ada]) {
    await shows(page, 'Shall we meet at noon?');
    await message(page, 'Shall we meet at noon?').getByText('edited').waitFor();
  }
  if (await ada.getByText('never mind').count()) throw new Error('what was left was saved');
}

async function reactsAndTakesItBack() {
  await choose(ada, 'Shall we meet at noon?', 'thumbs up');
  await reaction(ben, 'Shall we meet at noon?', 'thumbs up, 1').click();
  for (const page of [ada, ben]) {
    await reaction(page, 'Shall we meet at noon?', 'thumbs up, 2').waitFor();
  }
  await menu(ben, 'Shall we meet at noon?');
  await ben.getByRole('menuitem', { name: 'More reactions' }).click();
  await picture(ben, 'reactions');
  await ben.getByRole('menuitem', { name: 'rocket' }).click();
  await reaction(ada, 'Shall we meet at noon?', 'rocket, 1').waitFor();
  await reaction(ben, 'Shall we meet at noon?', 'rocket, 1').click();
  await reaction(ada, 'Shall we meet at noon?', 'rocket').waitFor({ state: 'detached' });
}

async function repliesAndFollowsTheQuote() {
  await choose(ada, 'Shall we meet at noon?', 'Reply');
  await box(ada).fill('Noon is fine');
  await picture(ada, 'reply-admin');
  await box(ada).press('Enter');
  const quote = message(ben, 'Noon is fine').getByRole('button', { name: /^In reply to/ });
  await quote.getByText('Shall we meet at noon?').waitFor();
  await quote.click();
  await ben.locator('.message--marked', { hasText: 'Shall we meet at noon?' }).waitFor();
  await edit(ben, 'Shall we meet at noon?', 'Shall we meet at one?');
  await message(ada, 'Noon is fine').locator('.quote', { hasText: 'Shall we meet at one?' }).waitFor();
}

async function marksText() {
  await say(ben, 'Two things:\n3. **bold** and `code`\n4. https://example.org/a_b_c\n\n```\nlet x = *1*;\n```');
  const said = message(ada, 'Two things:');
  await said.locator('ol[start="3"] li strong', { hasText: 'bold' }).waitFor();
  await said.getByRole('link', { name: 'https://example.org/a_b_c', exact: true }).waitFor();
  await said.locator('pre', { hasText: 'let x = *1*;' }).waitFor();
  await ada.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await said.getByRole('button', { name: 'Copy the code' }).click();
  await said.getByText('Copied').waitFor();
  const copied = await ada.evaluate(() => navigator.clipboard.readText());
  if (copied !== 'let x = *1*;') throw new Error(`copied ${copied}`);
}

async function pins() {
  await choose(ada, 'Shall we meet at one?', 'Pin');
  await message(ben, 'Shall we meet at one?').getByTitle(/^Pinned by/).waitFor();
  await menu(ben, 'Shall we meet at one?');
  if (await ben.getByRole('menuitem', { name: 'Pin' }).count()) throw new Error('a member may pin');
  await ben.keyboard.press('Escape');
}

async function findsWhatIsPinned() {
  await ben.getByRole('button', { name: 'Pinned messages' }).click();
  const pinned = ben.getByRole('dialog').locator('.pin', { hasText: 'Shall we meet at one?' });
  await pinned.waitFor();
  await picture(ben, 'pinned');
  await accessible(ben, 'what is pinned');
  await pinned.getByRole('button', { name: 'Go to the message' }).click();
  await ben.locator('.message--marked', { hasText: 'Shall we meet at one?' }).waitFor();
}

/** Who clicks on "edited" sees what the message said before, the newest words first. */
async function showsVersions() {
  await message(ada, 'Shall we meet at one?').getByText('edited').click();
  const versions = ada.getByRole('dialog').getByRole('listitem');
  for (const [index, text] of ['Shall we meet at one?', 'Shall we meet at noon?', 'Shall we met at noon?'].entries()) {
    await versions.nth(index).getByText(text, { exact: true }).waitFor();
  }
  await accessible(ada, 'the versions of a message');
  await picture(ada, 'versions-admin');
  await ada.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
}

async function asksBeforeItDeletes() {
  await say(ben, 'A slip of the pen');
  await choose(ben, 'A slip of the pen', 'Delete');
  await ben.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await shows(ada, 'A slip of the pen');
  await choose(ben, 'A slip of the pen', 'Delete');
  await ben.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  for (const page of [ben, ada]) {
    await page.getByText('This message was deleted.').first().waitFor();
    await message(page, 'A slip of the pen').waitFor({ state: 'detached' });
  }
}

async function adminDeletesWithAReason() {
  await say(ben, 'Something rude');
  await choose(ada, 'Something rude', 'Reply');
  await box(ada).fill('Please do not');
  await box(ada).press('Enter');
  await shows(ben, 'Please do not');
  await choose(ada, 'Something rude', 'Delete');
  await ada.getByRole('dialog').getByLabel('Reason').fill('not here');
  await picture(ada, 'delete-admin');
  await ada.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  for (const page of [ben, ada]) {
    await page.getByText(/^Deleted by .*: not here$/).waitFor();
    await message(page, 'Please do not').getByText('This message was deleted.').waitFor();
    await page.getByText('Something rude').first().waitFor({ state: 'detached' });
  }
}

async function sameAfterAReload() {
  const [before, other] = [await shown(ben), await shown(ada)];
  requireEqual(other, before);
  for (const page of [ada, ben]) {
    await page.reload();
    await connected(page);
    await shows(page, 'Please do not');
    requireEqual(await shown(page), before);
  }
  await picture(ben, 'changes-user');
  await picture(ada, 'changes-admin');
}

async function isForEverybody() {
  await accessible(ben, 'a conversation');
  await accessible(ada, 'a conversation in the dark');
  await message(ben, 'Noon is fine').focus();
  await ben.keyboard.press('ArrowUp');
  await ben.keyboard.press('Enter');
  await ben.getByRole('menu').waitFor();
  await accessible(ben, 'the menu of a message');
  await ben.getByRole('menuitem', { name: 'More reactions' }).click();
  await accessible(ben, 'the reactions');
  await ben.keyboard.press('Escape');
  const focused = await ben.evaluate(() => document.activeElement?.textContent);
  if (!focused?.includes('Shall we meet at one?')) throw new Error(`the focus is on ${focused}`);
}

/** A message far above is loaded for whoever goes to it. */
async function goesFarBack() {
  await fillRoom(admin, roomId, 120);
  await ben.reload();
  await connected(ben);
  await shows(ben, 'line 120');
  await ben.getByRole('button', { name: 'Pinned messages' }).click();
  await ben.getByRole('dialog').getByRole('button', { name: 'Go to the message' }).click();
  await ben.locator('.message--marked', { hasText: 'Shall we meet at one?' }).waitFor();
}

/** A finger that stays opens the menu at the lower edge. */
async function onAPhone() {
  await ben.setViewportSize({ width: 390, height: 844 });
  await ben.reload();
  const last = message(ben, 'line 120');
  await last.waitFor();
  await last.dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 100, clientY: 500 });
  await ben.getByRole('menu').waitFor();
  await picture(ben, 'phone-menu');
  await accessible(ben, 'the menu on a phone');
  await ben.getByRole('menuitem', { name: 'More reactions' }).click();
  await picture(ben, 'phone-emoji');
  await ben.getByRole('menuitem', { name: 'rocket' }).click();
  await reaction(ada, 'line 120', 'rocket, 1').waitFor();
  await picture(ben, 'phone-reactions');
}

async function say(page, text) {
  await box(page).fill(text);
  await box(page).press('Enter');
  await shows(page, text.split('\n')[0]);
}

async function shows(page, text) {
  await message(page, text).waitFor();
}

async function menu(page, text) {
  const said = message(page, text).and(page.locator('[data-seq]'));
  await said.locator('.bubble').click({ button: 'right', position: { x: 12, y: 8 } });
  await page.getByRole('menu').waitFor();
}

async function choose(page, text, item) {
  await menu(page, text);
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function edit(page, text, other) {
  await choose(page, text, 'Edit');
  await editor(page).fill(other);
  await editor(page).press('Enter');
  await shows(page, other);
}

/** The message that says this, not one that quotes it. */
function message(page, text) {
  return page.locator('.message', { has: page.locator('.bubble__text', { hasText: text }) }).last();
}

function reaction(page, text, name) {
  return message(page, text).getByRole('button', { name: new RegExp(`^${name}`) });
}

function box(page) {
  return page.getByRole('textbox', { name: /^Message to/ });
}

function editor(page) {
  return page.getByRole('textbox', { name: 'Edit your message' });
}

/** What stands in the list: words, marks and reactions, once nothing is on its way and no notice is left. */
async function shown(page) {
  await page.waitForFunction(() => !document.querySelector('.send-mark, .code-block [role=status]:not(:empty)'));
  return page.locator('.message').evaluateAll((all) => all.map((each) => each.innerText.replace(/\s+/g, ' ')));
}

function requireEqual(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`expected ${JSON.stringify(expected)}\ngot ${JSON.stringify(actual)}`);
  }
}
