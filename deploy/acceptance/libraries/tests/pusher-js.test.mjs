// pusher-js as people run it today and as many still do, in Node and in a browser: the same scenarios, the same words.

import { after, before } from 'node:test';
import { createRequire } from 'node:module';
import { startBackend } from '../lib/backend.mjs';
import { noBrowser, startBrowser } from '../lib/browser.mjs';
import { scenario } from '../lib/results.mjs';
import { Kit } from '../scenarios/kit.js';
import { scenarios } from '../scenarios/pusher-js.js';

const require = createRequire(import.meta.url);
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

for (const folder of ['pusher-js', 'pusher-js-7']) {
  const { version } = require(`${folder}/package.json`);
  const library = 'pusher-js';
  const Pusher = require(folder);

  for (const [name, act] of Object.entries(scenarios)) {
    scenario({ library, version, runtime: 'Node' }, name, async () => {
      const kit = new Kit(backend.settings);
      try {
        await act(kit, Pusher);
      } finally {
        kit.close();
      }
    });
  }
  for (const name of Object.keys(scenarios)) {
    // The encrypted channels need the build that can decrypt, as Pusher's documentation says.
    const bundle = name.includes('encrypted') ? 'pusher-with-encryption.min.js' : 'pusher.min.js';
    scenario({ library, version, runtime: 'Chromium' }, name, () => inPage(folder, bundle, name), noBrowser);
  }
}

/** Runs a scenario in a page of its own, with the library from its own package as a plain script. */
async function inPage(folder, bundle, name) {
  const page = await browser.newPage();
  try {
    await page.goto(`${backend.settings.backend}/scenarios/page.html`);
    await page.addScriptTag({ url: `/node_modules/${folder}/dist/web/${bundle}` });
    await page.evaluate(
      async ([settings, scenarioName]) => {
        const { Kit } = await import('/scenarios/kit.js');
        const { scenarios } = await import('/scenarios/pusher-js.js');
        const kit = new Kit(settings);
        try {
          await scenarios[scenarioName](kit, window.Pusher);
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
