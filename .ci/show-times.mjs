// Prints how long each stage of a test run took, from Maven's log, and the slowest test classes, from the JUnit reports.
// Usage: node show-times.mjs <clone> <seconds of the format check> <seconds of all>.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [home, formatSeconds, allSeconds] = process.argv.slice(2);
const slowest = 15;
const endToEnd = ['system-test', 'chaos-test'];

/** Maven writes 12.3 s, 02:03 min or 01:02 h. */
function seconds(text, unit) {
  const parts = text.split(':').map(Number);
  const small = parts.reduce((sum, part) => sum * 60 + part, 0);
  return unit === 'h' ? small * 60 : small;
}

/** Of Maven's summary: each module's name and its seconds. */
function moduleTimes(log) {
  return [
    ...log.matchAll(/^\[INFO\] (?:io\.parley:)?(\S+)[^\n]*? \.* ?(?:SUCCESS|FAILURE) \[ *([\d.:]+) (s|min|h)\]$/gm),
  ].map(([, name, time, unit]) => ({ name, seconds: seconds(time, unit) }));
}

function stage({ name }) {
  if (name === 'web-client') {
    return 'web';
  }
  return endToEnd.includes(name) ? 'end to end' : 'Java modules';
}

function classTimes() {
  return readdirSync(home)
    .flatMap((module) => ['surefire-reports', 'failsafe-reports'].map((folder) => join(home, module, 'target', folder)))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => /[\\/]TEST-[^\\/]*\.xml$/.test(file))
    .map((file) => /<testsuite\s[^>]*>/.exec(readFileSync(file, 'utf8'))?.[0] ?? '')
    .map((suite) => ({
      name: /\bname="([^"]*)"/.exec(suite)?.[1] ?? '',
      seconds: Number(/\btime="([^"]*)"/.exec(suite)?.[1]?.replaceAll(',', '') ?? 0),
    }));
}

function show(name, time) {
  const minutes = Math.floor(Math.round(time) / 60);
  const rest = Math.round(time) % 60;
  console.log(`${name.padEnd(50)} ${minutes > 0 ? `${minutes} min ` : ''}${rest} s`);
}

const log = join(home, 'target', 'test.log');
const modules = existsSync(log) ? moduleTimes(readFileSync(log, 'utf8')) : [];
console.log('\nThe slowest test classes:');
classTimes()
  .sort((a, b) => b.seconds - a.seconds)
  .slice(0, slowest)
  .forEach(({ name, seconds: time }) => show(`  ${name.replace(/^io\.parley\./, '')}`, time));
console.log('\nTime by stage:');
show('format', Number(formatSeconds));
for (const name of ['Java modules', 'web', 'end to end']) {
  const parts = modules.filter((module) => stage(module) === name);
  show(
    name,
    parts.reduce((sum, module) => sum + module.seconds, 0),
  );
  parts.forEach((module) => show(`  ${module.name}`, module.seconds));
}
show('all', Number(allSeconds));
