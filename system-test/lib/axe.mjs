// Looks for what keeps people out who see, hear or move otherwise: axe, in the page as it is now.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails where axe finds something in the main part of the page, or in another one. */
export async function accessible(page, what, where = 'main') {
  await page.evaluate(source);
  // What fades in has other colours until then
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  const found = await page.evaluate(async (part) => {
    const { violations } = await window.axe.run(document.querySelector(part), { resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary}`),
    );
  }, where);
  if (found.length > 0) throw new Error(`${what} is not for everybody:\n${found.join('\n')}`);
}
