// The server that the integration tests talk to: the one that the environment names, or one that is started for them.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { firstLine } from './first-line.js';

export interface App {
  url: string;
  id: string;
  key: string;
  secret: string;
  /** Of the management API. */
  apiToken: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    app: App | null;
  }
}

const JAR = process.env.CARILLON_JAR ?? join(import.meta.dirname, '../../../deploy/all-in-one/target/carillon.jar');
/** On a machine with much else to do, a start of two seconds may take a minute and more. */
const PATIENCE = 180_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { CARILLON_URL, CARILLON_APP_ID, CARILLON_APP_KEY, CARILLON_APP_SECRET, CARILLON_TOKEN } = process.env;
  if (CARILLON_URL && CARILLON_APP_ID && CARILLON_APP_KEY && CARILLON_APP_SECRET && CARILLON_TOKEN) {
    project.provide('app', {
      url: CARILLON_URL,
      id: CARILLON_APP_ID,
      key: CARILLON_APP_KEY,
      secret: CARILLON_APP_SECRET,
      apiToken: CARILLON_TOKEN,
    });
    return async () => {};
  }
  if (!existsSync(JAR)) {
    console.error(
      `\nSKIPPED: everything against a real Carillon. Set CARILLON_URL, CARILLON_APP_ID, _KEY and _SECRET and CARILLON_TOKEN, or build ${JAR}\n`,
    );
    project.provide('app', null);
    return async () => {};
  }
  const { app, stop } = await start();
  project.provide('app', app);
  return stop;
}

async function start(): Promise<{ app: App; stop: () => Promise<void> }> {
  const named = { id: '7003', key: 'sdkjs0key00000000001', secret: 'sdkjs0secret0000000000000000000000000001' };
  const folder = mkdtempSync(join(tmpdir(), 'carillon-sdk-js-'));
  // Settings of somebody else's server are not this one's.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CARILLON|PUSHER)_/.test(name)));
  const child = spawn(
    'java',
    [
      // It takes ports that are free and says which: one that was looked up before may be somebody else's by now.
      ...['-jar', JAR, 'dev', '--json', '--no-open', '--port=0', '--management-port=0'],
      ...[`--data-dir=${join(folder, 'data')}`, `--app-id=${named.id}`, `--app-key=${named.key}`, `--app-secret=${named.secret}`],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env },
  );
  let log = '';
  child.stderr.on('data', (chunk) => {
    log = (log + chunk).slice(-4_000);
  });
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { port, first_sign_in_url } = JSON.parse(await firstLine(child.stdout, PATIENCE));
    const url = `http://127.0.0.1:${port}`;
    return { app: { ...named, url, apiToken: await signInFirst(url, first_sign_in_url) }, stop };
  } catch (error) {
    await stop();
    throw new Error(`${JAR} did not start:\n${log}`, { cause: error });
  }
}

/** As the first person of all does with the link that was printed. Returns a token for the management API. */
async function signInFirst(url: string, link: string): Promise<string> {
  const person = {
    name: 'Ann',
    email: 'ann@example.com',
    password: 'seven brass bells above the harbour',
    organisation: 'Ann & Co',
  };
  const post = async (path: string, body: object, headers = {}) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const signedIn = await post('setup', { ...person, token: new URL(link).hash.slice(1) });
  const { csrf_token } = (await signedIn.json()) as { csrf_token: string };
  const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0]);
  const made = await post('me/tokens', { name: 'sdk-js' }, { cookie: cookie.join('; '), 'x-csrf-token': csrf_token });
  return ((await made.json()) as { token: string }).token;
}
