// Stock pusher-js in a frontend without a backend: its endpoint is the platform, its header the user's token. In Chromium the page
// is of another origin, so that the browser asks first whether it may.

import { after, before } from 'node:test';
import { createRequire } from 'node:module';
import { startBackend } from '../lib/backend.mjs';
import { noBrowser, startBrowser } from '../lib/browser.mjs';
import { scenario } from '../lib/results.mjs';
import { connectionToken } from '../lib/token.mjs';
import { Kit } from '../scenarios/kit.js';
import { scenarios } from '../scenarios/no-backend.js';

const require = createRequire(import.meta.url);
let files; // Nothing but the page and the scripts on it is asked of it.
let browser;

before(async () => {
  files = await startBackend();
  browser = noBrowser ? undefined : await startBrowser();
});
after(async () => {
  await browser?.close();
  await files.stop();
});

function settings() {
  const { CARILLON_HOST: host, CARILLON_PORT: port, CARILLON_APP_ID: id, CARILLON_APP_KEY: key } = process.env;
  const capabilities = { 'private-room-*': ['subscribe', 'publish'], 'presence-room-*': ['presence'] };
  const token = (user, seconds) =>
    connectionToken({ key, secret: process.env.CARILLON_APP_SECRET, user, capabilities, seconds });
  return {
    ...files.settings,
    endpoint: `http://${host}:${port}/apps/${id}/authorize`,
    tokens: { ann: token('ann'), bob: token('bob'), late: token('late', -60) },
  };
}

for (const folder of ['pusher-js', 'pusher-js-7']) {
  const { version } = require(`${folder}/package.json`);
  const library = 'pusher-js';
  const Pusher = require(folder);

  for (const [name, act] of Object.entries(scenarios)) {
    scenario({ library, version, runtime: 'Node' }, name, async () => {
      const kit = new Kit(settings());
      try {
        await act(kit, Pusher);
      } finally {
        kit.close();
      }
    });
    scenario({ library, version, runtime: 'Chromium' }, name, () => inPage(folder, name), noBrowser);
  }
}

/** Runs a scenario in a page of its own, with the library from its own package as a plain script. */
async function inPage(folder, name) {
  const page = await browser.newPage();
  try {
    await page.goto(`${files.settings.backend}/scenarios/page.html`);
    await page.addScriptTag({ url: `/node_modules/${folder}/dist/web/pusher.min.js` });
    await page.evaluate(
      async ([given, scenarioName]) => {
        const { Kit } = await import('/scenarios/kit.js');
        const { scenarios } = await import('/scenarios/no-backend.js');
        const kit = new Kit(given);
        try {
          await scenarios[scenarioName](kit, window.Pusher);
        } finally {
          kit.close();
        }
      },
      [settings(), name],
    );
  } finally {
    await page.close();
  }
}
