// Laravel Echo over pusher-js, in Node and in a browser.

import { after, before } from 'node:test';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Echo from 'laravel-echo';
import { startBackend } from '../lib/backend.mjs';
import { noBrowser, startBrowser } from '../lib/browser.mjs';
import { scenario } from '../lib/results.mjs';
import { Kit } from '../scenarios/kit.js';
import { scenarios } from '../scenarios/echo.js';

const require = createRequire(import.meta.url);
const Pusher = require('pusher-js');
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'node_modules', 'laravel-echo', 'package.json'), 'utf8'),
);
const library = 'laravel-echo';
let backend;
let browser;

before(async () => {
  backend = await startBackend();
  browser = noBrowser ? undefined : await startBrowser();
});
after(async () => {
  await browser?.close();
  await backend.stop();
});

for (const [name, act] of Object.entries(scenarios)) {
  scenario({ library, version, runtime: 'Node' }, name, async () => {
    const kit = new Kit(backend.settings);
    try {
      await act(kit, { Echo, Pusher });
    } finally {
      kit.close();
    }
  });
  scenario({ library, version, runtime: 'Chromium' }, name, () => inPage(name), noBrowser);
}

async function inPage(name) {
  const page = await browser.newPage();
  try {
    await page.goto(`${backend.settings.backend}/scenarios/page.html`);
    await page.addScriptTag({ url: '/node_modules/pusher-js/dist/web/pusher-with-encryption.min.js' });
    await page.addScriptTag({ url: '/node_modules/laravel-echo/dist/echo.iife.js' });
    await page.evaluate(
      async ([settings, scenarioName]) => {
        const { Kit } = await import('/scenarios/kit.js');
        const { scenarios } = await import('/scenarios/echo.js');
        const kit = new Kit(settings);
        try {
          await scenarios[scenarioName](kit, { Echo: window.Echo.default ?? window.Echo, Pusher: window.Pusher });
        } finally {
          kit.close();
        }
      },
      [backend.settings, name],
    );
  } finally {
    await page.close();
  }
}
