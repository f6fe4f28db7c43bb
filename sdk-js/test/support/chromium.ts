import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = CANDIDATES.find((path) => path && existsSync(path));

if (!executablePath)
  console.error('\nSKIPPED: everything in a real browser. There is no Chromium here; CHROMIUM may name one.\n');

export const hasChromium = executablePath !== undefined;

/** The real one, which is kept from every address but this machine's own. The caller closes it. */
export function startChromium() {
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...[
        '--disable-component-update',
        '--disable-sync',
        '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
      ],
    ],
  });
}
