// The server that the integration tests talk to: the one that the environment names, or one that is started for them.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

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
const PATIENCE = 60_000;

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
  const [port, managementPort] = [await freePort(), await freePort()];
  const named = {
    url: `http://127.0.0.1:${port}`,
    id: '7003',
    key: 'sdkjs0key00000000001',
    secret: 'sdkjs0secret0000000000000000000000000001',
  };
  const folder = mkdtempSync(join(tmpdir(), 'carillon-sdk-js-'));
  // Settings of somebody else's server are not this one's.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CARILLON|PUSHER)_/.test(name)));
  const child = spawn(
    'java',
    [
      ...['-jar', JAR, 'dev', '--json', '--no-open', `--port=${port}`, `--management-port=${managementPort}`],
      ...[`--data-dir=${join(folder, 'data')}`, `--app-id=${named.id}`, `--app-key=${named.key}`, `--app-secret=${named.secret}`],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env },
  );
  let announced = '';
  child.stdout.on('data', (chunk) => {
    announced += chunk;
  });
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
    const link = await firstSignIn(`${named.url}/up`, () => announced, child);
    return { app: { ...named, apiToken: await signInFirst(named.url, link) }, stop };
  } catch (error) {
    await stop();
    throw new Error(`${JAR} did not start:\n${log}`, { cause: error });
  }
}

/** Waits until the server is up, and returns the link by which the first person signs in. */
async function firstSignIn(up: string, announced: () => string, child: ChildProcess): Promise<string> {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline && child.exitCode === null; await pause()) {
    const answer = await fetch(up).catch(() => null);
    if (answer?.ok && announced().endsWith('\n')) return JSON.parse(announced()).first_sign_in_url;
  }
  throw new Error(`it was not up within ${PATIENCE} ms`);
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

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
