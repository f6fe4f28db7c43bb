import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PACKAGE = join(import.meta.dirname, '../..');
const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
const sources = readdirSync(join(PACKAGE, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(PACKAGE, 'src', name), 'utf8'));

/** Codes that errors are made with, and names of close codes. */
const codes = new Set(
  sources.flatMap((text) => [
    ...[...text.matchAll(/(?:Error\(|asCarillonError\(cause,|\?\?|\? |id =)\s*'([a-z]+(?:_[a-z]+)+)'/g)].map((match) => match[1]),
    ...[...text.matchAll(/^\s*4\d{3}: '([a-z_]+)'/gm)].map((match) => match[1]),
    ...[...text.matchAll(/(?:Error\(|code: )\s*'([a-z_]+)'/g)].map((match) => match[1]),
    ...[...text.matchAll(/return '([a-z]+(?:_[a-z]+)+)'|: '([a-z]+_[a-z]+)'\)/g)].map((match) => match[1] ?? match[2]),
  ]),
);
// What a client does about a code is no code.
for (const reaction of ['none', 'stay_away', 'back_off', 'reconnect_now', 'use_tls']) codes.delete(reaction);

test('every code has its line in the README, and every line has its code', () => {
  const explained = [...readme.matchAll(/^\| <a id="([a-z_]+)"><\/a>`([a-z_]+)` \|/gm)].map(([, id, code]) => {
    expect(id).toBe(code);
    return id;
  });
  expect(explained).toEqual([...explained].sort());
  expect([...codes].filter((code) => !explained.includes(code)).sort()).toEqual([]);
  expect(explained.filter((code) => !codes.has(code))).toEqual([]);
});
