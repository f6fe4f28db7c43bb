import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'svelte/compiler';
import { transformWithOxc } from 'vite';
import { expect, test } from 'vitest';
import { compileScript, parse } from 'vue/compiler-sfc';
import * as react from '../../src/react/index.js';
import * as svelte from '../../src/svelte/index.js';
import * as vue from '../../src/vue/index.js';

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

/** The one of that language that imports from there. */
function snippet(language: string, from: string): string {
  const all = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)];
  const found = all.find(([, kind, code]) => kind === language && code?.includes(`'${from}'`));
  if (!found?.[2]) throw new Error(`The README has no ${language} with ${from}`);
  return found[2];
}

/** Compiles it, or fails; what it warns of. */
const compilers = {
  jsx: async (code: string) => (await transformWithOxc(code, 'room.jsx')).warnings,
  vue: (code: string) => compileScript(parse(code).descriptor, { id: 'room', inlineTemplate: true }).warnings ?? [],
  svelte: (code: string) => compile(code, { generate: 'client' }).warnings,
};

test.each([
  ['jsx', 'carillon-js/react', react],
  ['vue', 'carillon-js/vue', vue],
  ['svelte', 'carillon-js/svelte', svelte],
] as const)('the %s of the README compiles, with nothing but what there is', async (language, from, all) => {
  const code = snippet(language, from);
  expect(await compilers[language](code)).toEqual([]);
  const names = new RegExp(`import \\{ (.*) \\} from '${from}'`).exec(code)?.[1]?.split(', ') ?? [];
  expect(names).toContain('usePresence');
  expect(names.filter((name) => !(name in all))).toEqual([]);
});
