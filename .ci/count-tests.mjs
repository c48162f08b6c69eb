// Prints which tests failed and how many ran, for each module and in total, from the JUnit reports under target/.
// Usage: node count-tests.mjs <clone>. Exit code 1 if a test failed or none ran.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const home = process.argv[2];
const reportFolders = ['surefire-reports', 'failsafe-reports'];
const mostLinesOfAFailure = 12;
const longestLine = 400;
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

function plainText(xml) {
  const names = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return xml
    .replace(/<!\[CDATA\[|\]\]>/g, '')
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => names[name])
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** Said at the end, because a log of a long build is often only kept from its end. */
function showFailures(xml) {
  for (const [, test, body] of xml.matchAll(/<testcase\s([^>]*[^/])>([\s\S]*?)<\/testcase>/g)) {
    const failure = /<(?:failure|error)\b[^>]*>([\s\S]*?)<\/(?:failure|error)>/.exec(body);
    if (failure) {
      const name = /\bname="([^"]*)"/.exec(test)?.[1];
      const className = /\bclassname="([^"]*)"/.exec(test)?.[1];
      const lines = plainText(failure[1])
        .trim()
        .split('\n', mostLinesOfAFailure)
        .map((line) => line.slice(0, longestLine));
      console.log(`FAILED ${className} ${plainText(name)}\n    ${lines.join('\n    ')}\n`);
    }
  }
}

function readReports(module) {
  return reportFolders
    .map((folder) => join(home, module, 'target', folder))
    .filter((reports) => existsSync(reports))
    .flatMap((reports) => readdirSync(reports).map((file) => join(reports, file)))
    .filter((file) => /[\\/]TEST-[^\\/]*\.xml$/.test(file))
    .map((file) => readFileSync(file, 'utf8'));
}

function countModule(reports) {
  const sums = { passed: 0, failed: 0, skipped: 0 };
  reports.forEach((xml) => addReport(sums, xml));
  return sums;
}

console.log();
const modules = readdirSync(home)
  .sort()
  .map((name) => ({ name, reports: readReports(name) }));
modules.flatMap((module) => module.reports).forEach(showFailures);
for (const { name, reports } of modules) {
  const sums = countModule(reports);
  if (sums.passed + sums.failed + sums.skipped > 0) {
    const line = `${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`;
    console.log(`${name.padEnd(16)} ${line}`);
    Object.keys(total).forEach((key) => (total[key] += sums[key]));
  }
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
