// What people do with pusher-js, done with the class that takes its place: the scenarios with which pusher-js itself is driven, untouched.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import WebSocket from 'ws';
// @ts-expect-error: plain JavaScript
import { Kit } from '../../../deploy/acceptance/libraries/scenarios/kit.js';
// @ts-expect-error: plain JavaScript
import { scenarios as withoutBackend } from '../../../deploy/acceptance/libraries/scenarios/no-backend.js';
// @ts-expect-error: plain JavaScript
import { scenarios as withBackend } from '../../../deploy/acceptance/libraries/scenarios/pusher-js.js';
import { type Backend, startBackend } from '../support/backend.js';
import { requireBuilt } from '../support/built.js';
import { hasChromium, startChromium } from '../support/chromium.js';

type Scenario = (kit: unknown, pusher: unknown) => Promise<void>;

const app = inject('app');
const all = [
  ...Object.entries(withBackend as Record<string, Scenario>).map(([name, scenario]) => ({
    name,
    scenario,
    file: 'pusher-js.js',
  })),
  ...Object.entries(withoutBackend as Record<string, Scenario>).map(([name, scenario]) => ({
    name,
    scenario,
    file: 'no-backend.js',
  })),
];
let backend: Backend;

beforeAll(async () => {
  if (app) backend = await startBackend(app);
});
afterAll(() => backend?.stop());

describe.skipIf(!app)('scenarios of pusher-js with carillon-js/pusher, in Node', () => {
  const { Pusher } = requireBuilt('carillon-js/pusher');
  const { encryption } = requireBuilt('carillon-js/encryption');
  class NodePusher extends Pusher {
    constructor(key: string, options: object) {
      super(key, { WebSocket, encryption, reconnectDelay: 100, ...options });
    }
  }

  test.each(all)('$name', async ({ scenario }) => {
    const kit = new Kit(backend.settings);
    try {
      await scenario(kit, NodePusher);
    } finally {
      kit.close();
    }
  });
});

describe.skipIf(!app || !hasChromium)('scenarios of pusher-js with carillon-js/pusher, in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  test.each(all)('$name', async ({ name, file }) => {
    const page = await browser.newPage();
    try {
      await page.goto(`${backend.url}/deploy/acceptance/libraries/scenarios/page.html`);
      await page.addScriptTag({ url: '/sdk-js/node_modules/tweetnacl/nacl-fast.js' });
      await page.addScriptTag({ url: '/sdk-js/dist/pusher.iife.js' });
      await page.evaluate(
        // As text, so that no compiler touches what runs in the page.
        `(async () => {
          const { Kit } = await import('/deploy/acceptance/libraries/scenarios/kit.js');
          const { scenarios } = await import('/deploy/acceptance/libraries/scenarios/${file}');
          const kit = new Kit(${JSON.stringify(backend.settings)});
          class PagePusher extends Pusher {
            constructor(key, options) { super(key, { nacl, ...options }); }
          }
          try { await scenarios[${JSON.stringify(name)}](kit, PagePusher); } finally { kit.close(); }
        })()`,
      );
    } finally {
      await page.close();
    }
  });
});
