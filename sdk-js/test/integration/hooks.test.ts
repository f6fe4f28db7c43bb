// Hooks in real pages of each framework, on a connection that breaks.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { compile } from 'svelte/compiler';
import { build, type Plugin } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Backend, startBackend } from '../support/backend.js';
import { hasChromium, startChromium } from '../support/chromium.js';
import { unique } from '../support/unique.js';

const app = inject('app');
const PAGES = join(import.meta.dirname, '../pages');
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

const svelte: Plugin = {
  name: 'svelte',
  transform: (code, id) => (id.endsWith('.svelte') ? compile(code, { generate: 'client', filename: id }).js : undefined),
};

/** The page as one script, as it would be while somebody works on it: with all that the framework checks. */
async function scriptOf(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    plugins: [svelte],
    define: {
      __VERSION__: '"test"',
      'process.env.NODE_ENV': '"development"',
      ...{ __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    },
    build: { write: false, minify: false, lib: { entry: join(PAGES, entry), formats: ['iife'], name: 'page' } },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error(`${entry} was not built`);
  return output.output[0].code;
}

/** A page of that user, and what its console complained about. */
async function open(script: string, user: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${backend.url}/deploy/acceptance/libraries/scenarios/page.html`);
  const { key, host, wirePort } = backend.settings;
  const options = {
    ...{ wsHost: host, wsPort: wirePort, forceTLS: false, reconnectDelay: 1 },
    channelAuthorization: { endpoint: `${backend.url}/pusher/auth`, params: { user } },
  };
  await page.evaluate(`window.settings = ${JSON.stringify({ key, options })}`);
  await page.addScriptTag({ content: script });
  return { page, complaints };
}

const go = (page: Page, room: string | undefined) => page.evaluate(`go(${JSON.stringify(room)})`);
const shows = (page: Page, words: string) => page.locator('p').getByText(words, { exact: true }).waitFor();

describe.skipIf(!app || !hasChromium)('hooks in Chromium', () => {
  test.each(['react.tsx', 'vue.ts', 'svelte.ts'])(
    '%s: people meet, talk, go from room to room, and are cut off',
    async (entry) => {
      const [here, there] = [unique('presence-here'), unique('presence-there')];
      const script = await scriptOf(entry);
      const [{ page: ann, complaints }, { page: bob }] = [await open(script, 'ann'), await open(script, 'bob')];
      await shows(ann, 'initialized nowhere | |');

      await go(ann, here);
      await go(bob, here);
      await shows(ann, `connected ${here} ann,bob | |`);
      await shows(bob, `connected ${here} ann,bob | |`);

      await backend.server.trigger(here, 'message', { text: 'one' });
      await backend.server.trigger(here, 'message', { text: 'two' });
      await shows(ann, `connected ${here} ann,bob | | one,two`);
      await shows(bob, `connected ${here} ann,bob | | one,two`);

      await bob.locator('input').pressSequentially('hi');
      await shows(ann, `connected ${here} ann,bob | bob | one,two`);

      // Some of these are left before the server has answered.
      for (const room of [there, here, undefined, there, here, there]) await go(ann, room);
      await shows(ann, `connected ${there} ann | | one,two`);
      await shows(bob, `connected ${here} bob | | one,two`);
      await ann.waitForFunction(`carillon.allChannels().map(({ name }) => name).join() === '${there}'`);

      await go(bob, there);
      await shows(ann, `connected ${there} ann,bob | | one,two`);
      await Promise.all([ann, bob].map((page) => page.evaluate('window.before = carillon.connection.socket_id')));
      backend.wire.cut();
      const isBack = 'carillon.allChannels()[0].subscribed && carillon.connection.socket_id !== before';
      await Promise.all([ann, bob].map((page) => page.waitForFunction(isBack)));
      await shows(ann, `connected ${there} ann,bob | | one,two`);
      await backend.server.trigger(there, 'message', { text: 'three' });
      await shows(ann, `connected ${there} ann,bob | | one,two,three`);

      await go(ann, undefined);
      await shows(ann, 'connected nowhere | | one,two,three');
      await shows(bob, `connected ${there} bob | | one,two,three`);
      // The page does not listen to the loss, and is told.
      expect(complaints.filter((text) => !text.includes('connection_lost'))).toEqual([]);
      await Promise.all([ann, bob].map((page) => page.close()));
    },
  );
});
