// What the scripts in a browser share: pages of people who sign in, and what those pages complain of.
//
// A script gets CHROMIUM, the browser's program, and SCREENSHOTS, a folder, besides what every script gets.
import { chromium } from 'playwright-core';
import { join } from 'node:path';

export const url = process.env.PARLEY_URL;

const patience = 90_000;
const complaints = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
});

/** A page of a browser of its own, where nobody is signed in; `before` runs in it ahead of all else. */
export async function open(before) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    colorScheme: 'light',
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(url);
  return page;
}

export async function fillIn(page, username, password) {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** A page of somebody who is signed in. */
export async function signedIn({ username, password }) {
  const page = await open();
  await fillIn(page, username, password);
  await connected(page);
  return page;
}

export function connected(page) {
  return page.getByTitle(/^Connected to /).waitFor();
}

export function picture(page, name) {
  return page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
}

/** The end of a script: fails if a page has complained. */
export async function finish(words) {
  await browser.close();
  if (complaints.length > 0) throw new Error(`the pages complain: ${complaints.join('; ')}`);
  console.log(words);
}
