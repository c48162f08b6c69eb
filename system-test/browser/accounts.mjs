// Accounts in several browsers: a second factor is set up and asked for, an admin bans somebody who is
// looking and lifts it again, somebody becomes an admin without a reload, a letter brings a new
// password, sessions are ended one by one, and a muted member sees that nothing can be written.
//
// Besides what every script in a browser gets: MAIL, the folder where letters arrive.
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connected, fillIn, finish, open, picture, signedIn, url } from '../lib/pages.mjs';
import { Account, call, createRoom, until } from '../lib/parley.mjs';

const run = randomUUID().slice(0, 8);
const admin = Account.admin();
const nora = await Account.register('nora');
const email = `${nora.username}@example.org`;
let secret;
let lastStep = 0;
let recoveryCodes;

const adas = await signedIn(admin);
const noras = await signedIn(nora);

await setsHerAccountUp();
await isAskedForACode();
await isBannedWhileLooking();
await becomesAnAdmin();
await isMutedInARoom();
await endsOtherSessions();
await forgetsHerPassword();
await everythingIsInTheLog();

await finish('accounts are set up, banned, promoted and recovered in the browser');

async function setsHerAccountUp() {
  await noras.getByRole('link', { name: nora.username }).click();
  const profile = noras.getByRole('region', { name: 'Profile' });
  await profile.getByLabel('Email').fill(email);
  await profile.getByLabel('Your password').fill(nora.password);
  await profile.getByRole('button', { name: 'Save' }).click();
  await noras.getByText('Saved.').waitFor();

  const factor = noras.getByRole('region', { name: 'Second factor' });
  await factor.getByRole('button', { name: 'Set up' }).click();
  secret = await factor.locator('[data-secret]').getAttribute('data-secret');
  await factor.getByRole('img', { name: /QR code/ }).waitFor();
  await picture(noras, 'account-second-factor');
  await factor.getByLabel('Code', { exact: true }).fill('000000');
  await factor.getByRole('button', { name: 'Confirm' }).click();
  await factor.getByText('is not the code of now').waitFor();
  await factor.getByLabel('Code', { exact: true }).fill(await newCode());
  await factor.getByRole('button', { name: 'Confirm' }).click();
  const codes = factor.getByRole('list', { name: 'Recovery codes' }).locator('code');
  await codes.nth(9).waitFor();
  recoveryCodes = await codes.allTextContents();
  if (recoveryCodes.length !== 10) throw new Error(`${recoveryCodes.length} recovery codes`);
  await factor.getByRole('button', { name: 'I have kept them' }).click();
  await factor.getByText('10 recovery codes are left').waitFor();
}

async function isAskedForACode() {
  await noras.getByRole('button', { name: 'Sign out', exact: true }).click();
  await fillIn(noras, nora.username, nora.password);
  await noras.getByLabel('Code', { exact: true }).fill(await newCode());
  await picture(noras, 'sign-in-second-factor');
  await noras.getByRole('button', { name: 'Sign in' }).click();
  await connected(noras);
}

/** Two tabs of hers are open: both end, and both say why. */
async function isBannedWhileLooking() {
  const second = await noras.context().newPage();
  await second.goto(url);
  await connected(second);
  await openPerson(nora);
  await adas.getByRole('button', { name: 'Ban', exact: true }).click();
  const dialog = adas.getByRole('dialog');
  await dialog.getByLabel('How long').selectOption({ label: 'For an hour' });
  await dialog.getByLabel('Reason').fill(`Advertising ${run}`);
  await picture(adas, 'admin-ban');
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
  for (const tab of [noras, second]) await tab.getByText(/This account is banned until/).waitFor();
  await picture(noras, 'banned');
  await adas.getByText(`Advertising ${run}`).waitFor();
  await second.close();

  await fillIn(noras, nora.username, nora.password);
  await noras.getByRole('button', { name: 'Sign in' }).waitFor();
  await noras.getByLabel('Code', { exact: true }).or(noras.getByRole('alert').getByText(/banned/)).first().waitFor();

  await adas.getByRole('button', { name: 'Lift the ban' }).click();
  await dialog.getByLabel('Reason').fill(`A misunderstanding ${run}`);
  await dialog.getByRole('button', { name: 'Lift the ban' }).click();
  await adas.getByRole('button', { name: 'Ban', exact: true }).waitFor();

  await noras.reload();
  await fillIn(noras, nora.username, nora.password);
  await noras.getByRole('button', { name: 'Use a recovery code' }).click();
  await noras.getByLabel('Recovery code').fill(recoveryCodes[0]);
  await noras.getByRole('button', { name: 'Sign in' }).click();
  await connected(noras);
}

/** The pages of administration come and go with the role, without a reload. */
async function becomesAnAdmin() {
  const administration = noras.getByRole('link', { name: 'Administration' });
  await noras.evaluate(() => {
    window.sameDocument = true;
  });
  await changeRole('Make an admin');
  await administration.waitFor();
  await administration.click();
  await noras.getByRole('list', { name: 'Accounts' }).waitFor();
  await picture(noras, 'admin-people');
  await changeRole('Make a user');
  await administration.waitFor({ state: 'detached' });
  await noras.getByRole('list', { name: 'Accounts' }).waitFor({ state: 'detached' });
  if (!(await noras.evaluate(() => window.sameDocument))) throw new Error('the page was loaded anew');
}

async function changeRole(act) {
  await adas.getByRole('button', { name: act }).click();
  const dialog = adas.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(`Holidays ${run}`);
  await dialog.getByRole('button', { name: act }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function isMutedInARoom() {
  const name = `Launch ${run}`;
  const roomId = await createRoom(await admin.token(), 'group', name, [nora]);
  await noras.goto(`${url}/#/rooms/${roomId}`);
  const box = noras.getByRole('textbox', { name: `Message to ${name}` });
  await box.waitFor();
  await adas.goto(`${url}/#/rooms/${roomId}`);
  await adas.getByRole('button', { name: 'Show members' }).click();
  await adas.getByRole('button', { name: `Manage ${nora.username}` }).click();
  const dialog = adas.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Mute', exact: true }).click();
  await noras.getByText(/You are muted until/).waitFor();
  await box.waitFor({ state: 'detached' });
  await picture(noras, 'room-muted');
  await adas.getByRole('button', { name: `Manage ${nora.username}` }).click();
  await dialog.getByRole('button', { name: 'Unmute' }).click();
  await box.waitFor();
}

async function endsOtherSessions() {
  const other = await open();
  await fillIn(other, nora.username, nora.password);
  await other.getByLabel('Code', { exact: true }).fill(await newCode());
  await other.getByRole('button', { name: 'Sign in' }).click();
  await connected(other);
  await noras.goto(`${url}/#/account`);
  const sessions = noras.getByRole('region', { name: 'Sessions' });
  await sessions.getByRole('button', { name: 'End', exact: true }).first().waitFor();
  await picture(noras, 'account-sessions');
  await sessions.getByRole('button', { name: 'End all others' }).click();
  await other.getByText(/session (was|has) ended/).waitFor();
  await connected(noras);
  await other.context().close();
}

async function forgetsHerPassword() {
  await noras.getByRole('button', { name: 'Sign out', exact: true }).click();
  await noras.getByRole('link', { name: 'Forgot your password?' }).click();
  // The page before has a field of the same name
  await noras.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await noras.getByLabel('Username').fill(nora.username);
  await noras.getByRole('button', { name: 'Send a link' }).click();
  await noras.getByText('a link is on its way').waitFor();
  await until(() => letterTo(email) !== undefined, () => `a letter to ${email}`);
  const token = /reset-password\/([\w-]+)/.exec(letterTo(email))[1];
  await noras.goto(`${url}/#/reset-password/${token}`);
  await noras.getByLabel('New password').fill('password');
  await noras.getByRole('button', { name: 'Set password' }).click();
  await noras.locator('.field__problem').first().waitFor();
  nora.password = `new-${randomUUID()}`;
  await noras.getByLabel('New password').fill(nora.password);
  await noras.getByRole('button', { name: 'Set password' }).click();
  await noras.getByText('Your password is set').waitFor();
  await noras.getByRole('link', { name: 'Back to signing in' }).click();
  await fillIn(noras, nora.username, nora.password);
  await noras.getByLabel('Code', { exact: true }).fill(await newCode());
  await noras.getByRole('button', { name: 'Sign in' }).click();
  await connected(noras);
}

async function everythingIsInTheLog() {
  await adas.goto(`${url}/#/audit`);
  const acts = adas.getByRole('list', { name: 'Acts' });
  for (const reason of [`Advertising ${run}`, `A misunderstanding ${run}`, `Holidays ${run}`]) {
    await acts.getByText(reason).first().waitFor();
  }
  await picture(adas, 'admin-audit');
  await adas.getByLabel('Act', { exact: true }).selectOption({ label: 'Banned' });
  await acts.getByText(`Holidays ${run}`).first().waitFor({ state: 'detached' });
  await acts.getByText(`Advertising ${run}`).waitFor();
  const { items } = await call('GET', '/api/v1/admin/audit?action=user.banned', {
    token: await admin.token(),
  });
  if (!items.some(({ reason }) => reason === `Advertising ${run}`)) throw new Error('no such ban');
}

async function openPerson({ username }) {
  await adas.getByRole('link', { name: 'Administration' }).click();
  await adas.getByLabel('Find an account').fill(username);
  await adas.locator('.row--link', { hasText: `@${username}` }).click();
  await adas.getByRole('button', { name: /^(Ban|Lift the ban)$/ }).waitFor();
}

/** The newest letter to somebody, as it is read: long lines are broken with a `=` at their end. */
function letterTo(address) {
  let names = [];
  try {
    names = readdirSync(process.env.MAIL).filter((name) => name.endsWith('.eml') && name.includes(address));
  } catch {
    // there is no folder before the first letter
  }
  const newest = names.sort().at(-1);
  return newest && readFileSync(join(process.env.MAIL, newest), 'utf8').replace(/=\r?\n/g, '');
}

/** A code that was not used before: each counts once, and the next one is taken 30 s early. */
async function newCode() {
  const step = () => Math.floor(Date.now() / 30_000);
  await until(() => step() + 1 > lastStep, () => 'a new code');
  lastStep = Math.max(lastStep + 1, step());
  return totp(lastStep);
}

function totp(step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

function fromBase32(text) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replace(/=+$/, '')].map((each) => letters.indexOf(each).toString(2).padStart(5, '0'));
  return Buffer.from(bits.join('').match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
