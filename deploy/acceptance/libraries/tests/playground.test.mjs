// The page that greets whoever starts Carillon for the first time, in a real browser.

import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { noBrowser, startBrowser } from '../lib/browser.mjs';
import { scenario } from '../lib/results.mjs';

const who = { library: 'playground', version: 'page', runtime: 'Chromium' };
const url = `http://${process.env.CARILLON_HOST}:${process.env.CARILLON_PORT}/playground`;
let browser;

before(async () => {
  browser = noBrowser ? undefined : await startBrowser();
});
after(() => browser?.close());

/** The page, connected, and what its console complained about. */
async function open() {
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  await page.goto(url);
  await page.locator('#state[data-state="connected"]').waitFor();
  return { page, complaints };
}

scenario(who, 'what is published is shown within 3 s of the click', async () => {
  const { page, complaints } = await open();
  const words = `Hello ${Date.now()}`;
  await page.fill('#publish-data', JSON.stringify({ text: words }));
  await page.click('#publish');
  await page.locator('#log', { hasText: words }).waitFor({ timeout: 3_000 });

  const target = join(process.env.CARILLON_TARGET, 'screenshots');
  mkdirSync(target, { recursive: true });
  await page.screenshot({ path: join(target, 'playground.png'), fullPage: true });
  assert.deepEqual(complaints, []);
  await page.close();
}, noBrowser);

scenario(who, 'a channel of one’s own is subscribed and heard', async () => {
  const { page } = await open();
  await page.fill('#subscribe-channel', 'private-room');
  await page.click('#subscribe-form button[type=submit]');
  await page.locator('#channels', { hasText: 'private-room' }).waitFor();
  await page.fill('#publish-channel', 'private-room');
  await page.fill('#publish-event', 'knock');
  await page.click('#publish');
  await page.locator('#log', { hasText: 'knock' }).waitFor();
  await page.close();
}, noBrowser);

scenario(who, 'two tabs are two members, and one again', async () => {
  const { page: first } = await open();
  await first.locator('#member-count', { hasText: /^1$/ }).waitFor();
  const { page: second } = await open();
  await first.locator('#member-count', { hasText: /^2$/ }).waitFor();
  await second.locator('#member-count', { hasText: /^2$/ }).waitFor();
  assert.equal(await first.locator('#members > li').count(), 2);
  await second.close();
  await first.locator('#member-count', { hasText: /^1$/ }).waitFor();
  await first.close();
}, noBrowser);

scenario(who, 'a narrow screen needs no sideways scrolling', async () => {
  const { page } = await open();
  await page.setViewportSize({ width: 360, height: 740 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0);
  await page.close();
}, noBrowser);
