// Looks for what keeps people out who see, hear or move otherwise: axe, in the page as it is now.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails where axe finds something in the main part of the page. */
export async function accessible(page, what) {
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document.querySelector('main'), { resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary}`),
    );
  });
  if (found.length > 0) throw new Error(`${what} is not for everybody:\n${found.join('\n')}`);
}
