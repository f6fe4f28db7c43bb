import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = join(import.meta.dirname, '../../src');
/** Each knows only those before it. */
const LAYERS = ['protocol', 'transport', 'connection', 'channel'];
/** What stands above all of them. */
const ABOVE = ['token', 'user', 'carillon.js', 'typing.js', 'pusher', 'mock', 'server', 'bindings'];

function filesOf(folder: string): { name: string; text: string }[] {
  return readdirSync(join(SOURCES, folder)).map((name) => ({
    name: `${folder}/${name}`,
    text: readFileSync(join(SOURCES, folder, name), 'utf8'),
  }));
}

test.each(LAYERS)('%s knows only the layers before it', (layer) => {
  const later = [...LAYERS.slice(LAYERS.indexOf(layer) + 1), ...ABOVE];
  const wrong = filesOf(layer).flatMap(({ name, text }) =>
    [...text.matchAll(/from '\.\.\/([\w.-]+)/g)]
      .filter(([, target]) => later.includes(target ?? ''))
      .map(([, target]) => `${name} -> ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('the client asks no global clock, network or dice: those of the system come in at one place each', () => {
  const folders = [...LAYERS, 'auth', 'token', 'user', 'events'];
  const globals =
    /\bDate\.now|\bMath\.random|\bperformance\.|(?<!clock\.)\b(?:setTimeout|setInterval|clearTimeout)\(|globalThis\.\w+/g;
  const asked = folders.flatMap((folder) =>
    filesOf(folder).flatMap(({ name, text }) => [...text.matchAll(globals)].map(([what]) => `${name}: ${what}`)),
  );
  expect(asked.sort()).toEqual([
    'auth/request.ts: globalThis.fetch',
    'connection/surroundings.ts: globalThis.addEventListener',
    // An error of the program's own callback, thrown where nobody stands in its way.
    'events/dispatcher.ts: setTimeout(',
    'transport/websocket.ts: globalThis.WebSocket',
  ]);
});
