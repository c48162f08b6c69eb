// Prints how many tests ran, for each module and in total, from the JUnit reports under target/.
// Usage: node count-tests.mjs <clone>. Exit code 1 if a test failed or none ran.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const home = process.argv[2];
const reportFolders = ['surefire-reports', 'failsafe-reports'];
const total = { passed: 0, failed: 0, skipped: 0 };

/** The attribute as a number; reports leave out what is zero. */
function count(element, attribute) {
  return Number(new RegExp(`\\b${attribute}="(\\d+)"`).exec(element)?.[1] ?? 0);
}

function addReport(sums, xml) {
  for (const [suite] of xml.matchAll(/<testsuite\s[^>]*>/g)) {
    const failed = count(suite, 'failures') + count(suite, 'errors');
    const skipped = count(suite, 'skipped');
    sums.failed += failed;
    sums.skipped += skipped;
    sums.passed += count(suite, 'tests') - failed - skipped;
  }
}

function countModule(module) {
  const sums = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of reportFolders) {
    const reports = join(home, module, 'target', folder);
    if (existsSync(reports)) {
      readdirSync(reports)
        .filter((file) => /^TEST-.*\.xml$/.test(file))
        .forEach((file) => addReport(sums, readFileSync(join(reports, file), 'utf8')));
    }
  }
  return sums;
}

console.log();
for (const module of readdirSync(home).sort()) {
  const sums = countModule(module);
  if (sums.passed + sums.failed + sums.skipped > 0) {
    const line = `${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`;
    console.log(`${module.padEnd(16)} ${line}`);
    Object.keys(total).forEach((key) => (total[key] += sums[key]));
  }
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
