// An admin and a user talk in two browsers that are on different chat pods. One reloads, one loses its
// pod, one is sent on by a pod that stops, a room is made, a post is published: each sees what it
// should, and nothing is missed.
//
// Besides what every script gets: CHROMIUM, the browser's program, and SCREENSHOTS, a folder.
import { chromium } from 'playwright-core';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Account, history, requireGapless } from '../lib/parley.mjs';

const url = process.env.PARLEY_URL;
const pictures = process.env.SCREENSHOTS;
const patience = 90_000;
const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

const run = randomUUID().slice(0, 8);
const userName = `ben-${run}`;
const displayName = `Ben Okafor ${run}`;
const password = `pw-${randomUUID()}`;
const hostile = '<img src=x onerror="document.title=1"> & <b>bold</b>';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--disable-background-networking',
  ],
});

/** A browser of one person, which notes everything that a page should not say. */
class Person {
  complaints = [];

  static async with(options) {
    const person = new Person();
    const context = await browser.newContext({ viewport: wide, locale: 'en-GB', ...options });
    context.setDefaultTimeout(patience);
    person.page = await context.newPage();
    person.page.on('pageerror', (error) => person.complaints.push(error.message));
    person.page.on('console', (message) => {
      if (/Content Security Policy|Uncaught/.test(message.text())) {
        person.complaints.push(message.text());
      }
    });
    await person.page.goto(url);
    return person;
  }

  async signIn(name, secret) {
    await this.page.getByLabel('Username').fill(name);
    await this.page.getByLabel('Password').fill(secret);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.connected();
  }

  async register() {
    await this.page.getByRole('link', { name: 'Create an account' }).click();
    await this.page.getByLabel('Your name').fill(displayName);
    await this.page.getByLabel('Username').fill(userName);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await this.connected();
  }

  /** Waits for a connection; answers the pod. */
  async connected() {
    const title = await this.page.getByTitle(/^Connected to /).getAttribute('title');
    return title.replace('Connected to ', '');
  }

  async connectedElsewhere(pod) {
    await this.page.waitForFunction((lost) => {
      const now = document.querySelector('[title^="Connected to "]');
      return now && now.title !== `Connected to ${lost}`;
    }, pod);
  }

  async say(text) {
    await this.box().fill(text);
    await this.box().press('Enter');
  }

  box() {
    return this.page.getByRole('textbox', { name: /^Message to/ });
  }

  /** From now on, notes whatever the page says of its connection. */
  async noteBanners() {
    await this.page.evaluate(() => {
      window.banners = [];
      const note = () => {
        for (const { textContent } of document.querySelectorAll('.banner-place .banner')) {
          window.banners.push(textContent);
        }
      };
      new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
    });
  }

  async banners() {
    return this.page.evaluate(() => window.banners);
  }

  async sees(...texts) {
    for (const text of texts) {
      await this.page.locator('.bubble__text', { hasText: text }).first().waitFor();
    }
  }

  /** Waits until nothing is on its way; answers what stands in the open conversation. */
  async messages() {
    await this.page.waitForFunction(() => !document.querySelector('.send-mark'));
    return this.page.locator('.bubble__text').allTextContents();
  }

  async picture(name) {
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}

const admin = Account.admin();
const ada = await Person.with({ colorScheme: 'light' });
const ben = await Person.with({ colorScheme: 'dark' });
await ada.picture('sign-in');
await ada.signIn(admin.username, admin.password);
await ben.register();
await onDifferentPods();

// The user writes first: the conversation appears at the admin's by itself
await ben.page.getByRole('button', { name: 'New message' }).first().click();
await ben.page.getByLabel('Find a person').fill(admin.username);
await ben.page
  .locator('.person', { has: ben.page.getByText(`@${admin.username}`, { exact: true }) })
  .click();
await ben.say('Good morning! Is everything ready for Thursday?');
await ada.page.getByRole('link', { name: new RegExp(displayName) }).click();
await ada.sees('Good morning!');

const said = ['Good morning! Is everything ready for Thursday?'];
await turn(ada, 'Almost. The venue has confirmed, catering is still open.');
await turn(ben, 'Here is the plan so far: https://example.org/launch/plan');
await turn(ada, hostile);
await turn(ben, 'Two things:\nCan we start half an hour later?\nWho welcomes the guests?');
await turn(ada, '🎉');
await sameEverywhere();
await ada.picture('conversation-admin');
await ben.picture('conversation-user');

await ben.page.reload();
await ben.connected();
await ben.sees(said.at(-1));
await sameEverywhere();

// The pod of the user goes; both write on meanwhile
const lost = await ben.connected();
console.log(`@kill ${lost}`); // the harness does it
for (let i = 1; i <= 5; i++) {
  for (const [who, name] of [
    [ada, 'admin'],
    [ben, 'user'],
  ]) {
    await who.say(`${name} says ${i} while ${lost} is gone`);
  }
}
await ben.connectedElsewhere(lost);
await ada.sees('user says 5 while');
await ben.sees('admin says 5 while');
await sameAsHistory(await sameList());
await ben.picture('after-a-lost-pod');

// The admin makes a room; the user finds it in the list without asking
await ada.page.getByRole('button', { name: 'New room' }).click();
await ada.page.getByLabel('Name').fill(`Launch ${run}`);
await ada.page.getByLabel('Find people to add').fill(displayName);
await ada.page.locator('.person', { hasText: displayName }).click();
await ada.page.getByRole('button', { name: 'Create room' }).click();
await ada.page.getByRole('heading', { name: `Launch ${run}` }).waitFor();
await ada.say('Welcome to the launch team');
await ben.page.getByRole('link', { name: new RegExp(`Launch ${run}`) }).click();
await ben.sees('Welcome to the launch team');
await ben.picture('room-user');

// The pod of the user is stopped as for an update: the page says nothing, loses nothing, and keeps
// what is half written
const stopped = await ben.connected();
await ben.noteBanners();
await ben.box().fill('Happy to be here, and');
console.log(`@stop ${stopped}`); // the harness does it
await ben.connectedElsewhere(stopped);
await ada.say('Who brings the cake?');
await ben.sees('Who brings the cake?');
await ben.box().press('End');
await ben.box().pressSequentially(' I bring it');
await ben.box().press('Enter');
await ada.sees('Happy to be here, and I bring it');
requireEqual(await ben.messages(), await ada.messages());
requireEqual(await ben.banners(), []);

// A post is published; the user's list has it at once, and a notice elsewhere
await ben.page.getByRole('link', { name: /Posts/ }).click();
await ben.page.getByText('New posts appear by themselves').waitFor();
await ada.page.getByRole('link', { name: /Posts/ }).click();
await ada.page.getByRole('button', { name: 'Write a post' }).click();
await ada.page.getByLabel('Title').fill(`Launch on Thursday ${run}`);
await ada.page
  .getByLabel('Text', { exact: true })
  .fill('Doors open at **18:30**.\n\n- Welcome\n- Talk\n- Food\n\n<script>document.title=1</script>');
await ada.picture('post-editor');
await ada.page.getByRole('button', { name: 'Publish', exact: true }).click();
await ben.page.getByRole('heading', { name: `Launch on Thursday ${run}` }).waitFor();
await ben.page.getByRole('heading', { name: `Launch on Thursday ${run}` }).click();
await ben.page.locator('.prose strong', { hasText: '18:30' }).waitFor();
await ben.picture('post-user');

await ben.page.setViewportSize(phone);
await ben.page.goto(`${url}/#/`);
await ben.picture('phone-list');
await ben.page.getByRole('link', { name: new RegExp(`Launch ${run}`) }).click();
await ben.sees('Welcome to the launch team');
await ben.picture('phone-room');

for (const [name, person] of Object.entries({ admin: ada, user: ben })) {
  if (person.complaints.length > 0) {
    throw new Error(`the page of the ${name} complains: ${person.complaints.join('; ')}`);
  }
}
await browser.close();
console.log('both browsers show the same list, across a reload and a lost pod');

/** The gateway goes by load, which it hears of now and then: a reload gives it another choice. */
async function onDifferentPods() {
  for (let tries = 0; tries < 20; tries++) {
    if ((await ada.connected()) !== (await ben.connected())) return;
    await ben.page.reload();
  }
  throw new Error('both browsers are always on the same pod');
}

async function turn(who, text) {
  said.push(text);
  await who.say(text);
  const [first] = text.split('\n');
  await Promise.all([ada.sees(first), ben.sees(first)]);
}

async function sameEverywhere() {
  for (const who of [ada, ben]) {
    requireEqual(await who.messages(), said);
  }
}

async function sameList() {
  const [adas, bens] = [await ada.messages(), await ben.messages()];
  requireEqual(bens, adas);
  if (adas.length !== said.length + 10) {
    throw new Error(`${adas.length} messages are shown where ${said.length + 10} were written`);
  }
  return adas;
}

async function sameAsHistory(shown) {
  const roomId = new URL(ada.page.url()).hash.split('/').at(-1);
  const events = await history(await admin.token(), roomId);
  requireGapless(events, 'history');
  const texts = events.filter(({ type }) => type === 'message.created').map(({ data }) => data.text);
  requireEqual(shown, texts);
}

function requireEqual(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`expected ${JSON.stringify(expected)}\ngot ${JSON.stringify(actual)}`);
  }
}
