// Starts the jar once, runs all tests against it, and stops it. Its last line counts what passed, failed and was skipped.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startJar } from './lib/jar.mjs';

const here = import.meta.dirname;
const target = resolve(process.env.CARILLON_TARGET ?? join(here, '..', 'target'));
const results = join(target, 'results', 'libraries.jsonl');
mkdirSync(join(target, 'results'), { recursive: true });
rmSync(results, { force: true });

const jar = await startJar({ target });
let status = 1;
try {
  const wanted = process.argv.slice(2);
  const files = readdirSync(join(here, 'tests'))
    .filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
    .sort()
    .map((name) => join('tests', name));
  status = await finished(
    spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-force-exit', '--test-reporter=spec', ...files], {
      cwd: here,
      stdio: 'inherit',
      env: { ...process.env, ...jar.environment, CARILLON_TARGET: target, CARILLON_RESULTS: results },
    }),
  );
} finally {
  await jar.stop();
}
if (status !== 0) {
  console.error(`The server's log ends with:\n${jar.log()}`);
}

const outcomes = readFileSync(results, 'utf8').trim().split('\n').map((line) => JSON.parse(line).outcome);
const count = (outcome) => outcomes.filter((one) => one === outcome).length;
console.log(`JavaScript libraries: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exit(status === 0 && count('failed') === 0 ? 0 : 1);

function finished(child) {
  return new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
}
