// One line for each scenario that was run, or could not be: docs/conformance.md is written from them.

import { appendFileSync } from 'node:fs';
import { test } from 'node:test';

/**
 * A test whose outcome goes into the matrix.
 *
 * @param {{library: string, version: string, runtime: string}} who is tested, and where it runs
 * @param {string} name of the scenario
 * @param {() => Promise<void>} body of the test
 * @param {string | undefined} skipped why it cannot run; it is then counted as skipped and never as passed
 */
export function scenario(who, name, body, skipped) {
  const title = `${who.library} ${who.version}, ${who.runtime}: ${name}`;
  test(title, { skip: skipped ?? false, timeout: 60_000 }, async () => {
    try {
      await body();
      record({ ...who, scenario: name, outcome: 'passed' });
    } catch (error) {
      record({ ...who, scenario: name, outcome: 'failed', reason: String(error?.message ?? error).slice(0, 500) });
      throw error;
    }
  });
  if (skipped) {
    record({ ...who, scenario: name, outcome: 'skipped', reason: skipped });
  }
}

function record(result) {
  if (process.env.CARILLON_RESULTS) {
    appendFileSync(process.env.CARILLON_RESULTS, `${JSON.stringify(result)}\n`);
  }
}
