// The package in a real page: as a script element, and as modules.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Backend, startBackend } from '../support/backend.js';
import { hasChromium, startChromium } from '../support/chromium.js';

const app = inject('app');
let backend: Backend;
let browser: Browser;

beforeAll(async () => {
  if (!app || !hasChromium) return;
  backend = await startBackend(app);
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  await backend?.stop();
});

async function inPage<T>(script: string, prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<T> {
  const page = await browser.newPage();
  try {
    await page.goto(`${backend.url}/deploy/acceptance/libraries/scenarios/page.html`);
    await prepare(page);
    const { key, host, port } = backend.settings;
    const options = JSON.stringify({
      wsHost: host,
      wsPort: port,
      forceTLS: false,
      channelAuthorization: { endpoint: `${backend.url}/authorize`, transport: 'batch' },
    });
    // As text, so that no compiler touches what runs in the page.
    return await page.evaluate(`(async () => { const [key, options] = ['${key}', ${options}]; ${script} })()`);
  } finally {
    await page.close();
  }
}

describe.skipIf(!app || !hasChromium)('in Chromium', () => {
  test('a script element gives the class under its name', async () => {
    const outcome = await inPage(
      `const carillon = new Carillon(key, options);
       const room = await carillon.subscribe('presence-page').whenSubscribed();
       const typing = new Carillon.Typing(room);
       typing.keystroke();
       const { me, count } = room.members;
       carillon.disconnect();
       return { me: me.id, count, state: carillon.connection.state };`,
      (page) => page.addScriptTag({ url: '/sdk-js/dist/carillon.iife.js' }),
    );
    expect(outcome).toEqual({ me: 'alice', count: 1, state: 'disconnected' });
  });

  test('modules are loaded as they are built, and share what they share', async () => {
    const outcome = await inPage(
      `const { Carillon, CarillonError } = await import('/sdk-js/dist/index.js');
       const { Pusher } = await import('/sdk-js/dist/pusher/index.js');
       const carillon = new Carillon(key, options);
       const error = await carillon.subscribe('private-closed').whenSubscribed().catch((refused) => refused);
       carillon.disconnect();
       return { isOurs: error instanceof CarillonError, code: error.code, isCarillon: Pusher.prototype instanceof Carillon };`,
    );
    expect(outcome).toEqual({ isOurs: true, code: 'channel_not_allowed', isCarillon: true });
  });

  test('when the network goes, the server is asked whether it is there', async () => {
    const outcome = await inPage(
      `const sent = [];
       class Watched extends WebSocket { send(text) { sent.push(JSON.parse(text).event); super.send(text); } }
       const { Carillon } = await import('/sdk-js/dist/index.js');
       let ahead = 0;
       const clock = { now: () => Date.now() + ahead, setTimeout: (task, ms) => setTimeout(task, ms), clearTimeout: (timer) => clearTimeout(timer) };
       const carillon = new Carillon(key, { ...options, clock, WebSocket: Watched });
       await carillon.connect();
       const pong = new Promise((resolve) => carillon.bind('pusher:pong', resolve));
       ahead = 2000;
       dispatchEvent(new Event('offline'));
       await pong;
       carillon.disconnect();
       return sent;`,
    );
    expect(outcome).toEqual(['pusher:ping']);
  });
});
