import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import WebSocket from 'ws';
import { Carillon } from '../../src/index.js';
import { CarillonServer } from '../../src/server/index.js';
import { PACKAGE } from '../support/built.js';
import { firstLine } from '../support/first-line.js';
import { install } from '../support/installed.js';
import { unique } from '../support/unique.js';

const app = inject('app');

test.skipIf(!app)('the snippet with which the README begins hears what its other snippet publishes', async () => {
  const [first] = snippets('js', /from 'carillon-js'/);
  const [publish] = snippets('js', /from 'carillon-js\/server'/);
  const { folder, remove } = install();
  try {
    const heard = promisify(execFile)(
      process.execPath,
      [
        '--experimental-websocket',
        '--input-type=module',
        '-e',
        `${filledIn(first)}\nnews.bind('headline', () => process.exit());\nnews.bind('pusher:subscription_succeeded', () => console.log('ready'));`,
      ],
      { cwd: folder, timeout: 30_000 },
    );
    await occupied('news');
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', filledIn(publish)], {
      cwd: folder,
      timeout: 30_000,
    });
    expect((await heard).stdout).toBe('ready\nRain\n');
  } finally {
    remove();
  }
});

test.skipIf(!app)('the endpoint of the README signs for a presence channel', async () => {
  const [publish] = snippets('js', /from 'carillon-js\/server'/);
  const [sign] = snippets('js', /authorizeChannel/);
  const { folder, remove } = install();
  // Any port that is free, and what it is.
  const code = `${filledIn(publish)}\n${sign}`.replace(
    'http.listen(8080)',
    'http.listen(0, () => console.log(http.address().port))',
  );
  expect(code).toContain('http.listen(0');
  const backend = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { hostname, port } = new URL(app?.url ?? '');
  let carillon: Carillon | undefined;
  try {
    const endpoint = `http://127.0.0.1:${await firstLine(backend.stdout, 30_000)}/pusher/auth`;
    const options = { wsHost: hostname, wsPort: Number(port), forceTLS: false, WebSocket, channelAuthorization: { endpoint } };
    carillon = new Carillon(app?.key ?? '', options);
    const room = await carillon.subscribe(unique('presence-room')).whenSubscribed();
    expect(room.members.me).toEqual({ id: 'ann', info: { name: 'Ann' } });
  } finally {
    carillon?.disconnect();
    backend.kill();
    remove();
  }
});

function snippets(language: string, which: RegExp): [string] {
  const all = [...readFileSync(join(PACKAGE, 'README.md'), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)];
  const found = all.find(([, kind, code]) => kind === language && which.test(code ?? ''));
  if (!found?.[2]) throw new Error(`The README has no such snippet: ${which}`);
  return [found[2]];
}

/** A reader would put these values in. */
function filledIn(snippet: string): string {
  const { hostname, port } = new URL(app?.url ?? '');
  return snippet
    .replaceAll('YOUR_APP_KEY', app?.key ?? '')
    .replaceAll('YOUR_APP_SECRET', app?.secret ?? '')
    .replaceAll('YOUR_APP_ID', app?.id ?? '')
    .replaceAll('127.0.0.1', hostname)
    .replaceAll('6001', port);
}

async function occupied(channel: string): Promise<void> {
  const { hostname: host, port } = new URL(app?.url ?? '');
  const server = new CarillonServer({
    appId: app?.id ?? '',
    key: app?.key ?? '',
    secret: app?.secret,
    host,
    port,
    useTLS: false,
  });
  const deadline = Date.now() + 20_000;
  while (!(await server.channel(channel)).occupied) {
    if (Date.now() > deadline) throw new Error('The snippet never subscribed');
  }
}
