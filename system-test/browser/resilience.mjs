// What a browser meets outside of a laboratory: a hostile message, blocked site data, a socket that is dead
// without a word, a lost answer to a refresh, a reload in the middle of a sentence, history that loads while
// others write. Nothing freezes, nothing that was written is lost, nothing moves under the eyes.
import { randomUUID } from 'node:crypto';
import { connected, fillIn, finish, open, picture, signedIn, url } from '../lib/pages.mjs';
import { Account, call, createRoom } from '../lib/parley.mjs';
import { fillRoom } from '../lib/rooms.mjs';

const run = randomUUID().slice(0, 8);
const admin = Account.admin();
const tom = await Account.register('tom');
const token = await admin.token();
const roomId = await createRoom(token, 'group', `Resilience ${run}`, [tom]);
await fillRoom(admin, roomId, 120);
const page = await signedIn(tom);
await enters();

await isNotFrozen();
await keepsWhatIsHalfWritten();
await showsWhatOneWrites();
await keepsTheLineUnderTheEyes();
await closesWithTheFocusWhereItWas();
await noticesADeadSocket();
await staysSignedInWhenAnAnswerIsLost();
await worksWithoutSiteData();
await isRenamedAndLeft();
await finish('a hostile message, a dead socket, a lost answer and blocked site data do no harm');

async function enters() {
  await page.goto(`${url}/#/rooms/${roomId}`);
  await page.getByText('line 120', { exact: true }).waitFor();
}

/** A message that takes a second to read, in each of many ways, is read in a moment. */
async function isNotFrozen() {
  const hostile = [`http://a/${')'.repeat(7_980)}`, `a${'\u0301'.repeat(30)}`.repeat(250), 'x\n'.repeat(2_000)];
  for (const text of hostile) await fillRoom(admin, roomId, 1, () => text);
  await fillRoom(admin, roomId, 1, () => 'after the hostile ones');
  await page.getByText('after the hostile ones', { exact: true }).waitFor();
  const longest = await page.evaluate(async () => {
    let most = 0;
    for (let tick = 0; tick < 20; tick++) {
      const began = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 10));
      most = Math.max(most, performance.now() - began);
    }
    return most;
  });
  if (longest > 5_000) throw new Error(`the page stood still for ${longest} ms`);
  await page.getByRole('button', { name: 'Show more' }).first().waitFor();
  const heights = await page.locator('.bubble').evaluateAll((all) => all.map((each) => each.offsetHeight));
  if (Math.max(...heights) > 2_000) throw new Error(`a bubble is ${Math.max(...heights)} px high`);
  await picture(page, 'hostile-messages');
}

async function keepsWhatIsHalfWritten() {
  await box().fill('half a sen');
  await page.reload();
  await connected(page);
  await page.waitForFunction(() => document.querySelector('textarea')?.value === 'half a sen');
  await box().fill('');
}

/** Also who has scrolled up sees at once what they write. */
async function showsWhatOneWrites() {
  await scrollUp();
  await box().fill(`mine ${run}`);
  await box().press('Enter');
  const mine = page.getByText(`mine ${run}`, { exact: true });
  await mine.waitFor();
  await page.waitForFunction(
    (element) => element.getBoundingClientRect().bottom < window.innerHeight,
    await mine.elementHandle(),
  );
}

/** Messages arrive while older ones load: the line that one reads stays where it is. */
async function keepsTheLineUnderTheEyes() {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/messages/history/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await connected(page);
  await page.getByText(`mine ${run}`, { exact: true }).waitFor();
  await scrollUp();
  const before = await lineUnderTheEyes();
  for (let i = 0; i < 5; i++) await fillRoom(admin, roomId, 1, () => `meanwhile ${i}\n`.repeat(10));
  await page.locator('.bubble', { hasText: 'meanwhile 4' }).waitFor();
  release();
  await page.getByText('line 70', { exact: true }).waitFor();
  const after = await topOf(before.key);
  if (Math.abs(after - before.top) > 3) {
    throw new Error(`the line moved from ${before.top} to ${after} px`);
  }
  await page.unroute('**/messages/history/**');
}

async function closesWithTheFocusWhereItWas() {
  const opener = page.getByRole('button', { name: 'New message' }).first();
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  if (focused !== 'New message') throw new Error(`the focus is on ${focused}`);
}

/** The network changes, and the socket dies without a word: seconds later there is another one. */
async function noticesADeadSocket() {
  const sockets = [];
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const mine = { dead: false };
    const server = socket.connectToServer();
    sockets.push(mine);
    socket.onMessage((message) => mine.dead || server.send(message));
    server.onMessage((message) => mine.dead || socket.send(message));
  });
  await page.reload();
  await connected(page);
  sockets.forEach((socket) => (socket.dead = true));
  const began = Date.now();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.getByText('Connecting…').first().waitFor();
  await connected(page);
  const took = Date.now() - began;
  if (sockets.length < 2 || took > 30_000) {
    throw new Error(`${sockets.length} sockets, after ${took} ms`);
  }
  console.log(`another socket after ${took} ms`);
  await fillRoom(admin, roomId, 1, () => `alive ${run}`);
  await page.getByText(`alive ${run}`).first().waitFor();
}

/** The answer to a refresh is lost on the way, the tab sleeps a minute: who comes back is still signed in. */
async function staysSignedInWhenAnAnswerIsLost() {
  const context = page.context();
  let lost = 0;
  await page.clock.install();
  await context.route('**/auth/refresh', async (route) => {
    if (lost++ === 0) await route.fetch();
    await route.abort();
  });
  const isLost = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/auth/refresh'));
  await page.reload();
  await isLost;
  await page.clock.fastForward('01:00');
  await context.unroute('**/auth/refresh');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await connected(page);
  console.log(`signed in after ${lost} answers that were lost`);
}

/** Locks, channel and storage refuse, as in a browser that blocks site data: one can talk all the same. */
async function worksWithoutSiteData() {
  const blocked = await open(() => {
    const refuse = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    navigator.locks.request = () => Promise.reject(new DOMException('blocked', 'SecurityError'));
    window.BroadcastChannel = class {
      constructor() {
        refuse();
      }
    };
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get: refuse });
    }
  });
  await fillIn(blocked, tom.username, tom.password);
  await connected(blocked);
  await blocked.goto(`${url}/#/rooms/${roomId}`);
  await blocked.getByText(`alive ${run}`).first().waitFor();
  await blocked.context().close();
}

async function isRenamedAndLeft() {
  const adas = await signedIn(admin);
  await adas.goto(`${url}/#/rooms/${roomId}`);
  await adas.getByRole('button', { name: 'Show members' }).click();
  await adas.getByRole('button', { name: 'Rename' }).click();
  await adas.getByRole('dialog').getByLabel('Name').fill(`Renamed ${run}`);
  await adas.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('heading', { name: `Renamed ${run}` }).waitFor();

  await page.getByRole('button', { name: 'Show members' }).click();
  await page.getByRole('complementary', { name: 'Members' }).getByText(`@${admin.username}`).waitFor();
  await picture(page, 'members-user');
  await page.goBack();
  await page.getByRole('heading', { name: `Renamed ${run}` }).waitFor();
  await page.getByRole('button', { name: 'Show members' }).click();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('link', { name: new RegExp(`Renamed ${run}`) }).waitFor({ state: 'detached' });
  const { items } = await call('GET', `/api/v1/rooms/${roomId}/members`, { token: await admin.token() });
  if (items.some(({ username }) => username === tom.username)) throw new Error('still a member');
}

function box() {
  return page.getByRole('textbox', { name: /^Message to/ });
}

/** Scrolls until the list has taken it: right after a reload it is still on its way to its end. */
async function scrollUp() {
  await page.waitForFunction(() => {
    const list = document.querySelector('.messages__scroll');
    if (list && list.scrollTop !== 200) list.scrollTop = 200;
    return document.querySelector('[aria-label="To the newest message"]');
  });
  await page.getByRole('button', { name: 'To the newest message' }).waitFor();
}

function lineUnderTheEyes() {
  return page.locator('.messages__scroll').evaluate((list) => {
    const { top } = list.getBoundingClientRect();
    const all = [...list.querySelectorAll('[data-key]')];
    const line = all.find((each) => each.getBoundingClientRect().top >= top);
    return { key: line.dataset.key, top: line.getBoundingClientRect().top };
  });
}

function topOf(key) {
  return page.locator(`[data-key="${key}"]`).evaluate((line) => line.getBoundingClientRect().top);
}
