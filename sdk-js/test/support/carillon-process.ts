// The server that the integration tests talk to: the one that the environment names, or one that is started for them.
import { spawn } from 'node:child_process';
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
}

declare module 'vitest' {
  interface ProvidedContext {
    app: App | null;
  }
}

const JAR = process.env.CARILLON_JAR ?? join(import.meta.dirname, '../../../deploy/all-in-one/target/carillon.jar');
const PATIENCE = 60_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { CARILLON_URL, CARILLON_APP_ID, CARILLON_APP_KEY, CARILLON_APP_SECRET } = process.env;
  if (CARILLON_URL && CARILLON_APP_ID && CARILLON_APP_KEY && CARILLON_APP_SECRET) {
    project.provide('app', { url: CARILLON_URL, id: CARILLON_APP_ID, key: CARILLON_APP_KEY, secret: CARILLON_APP_SECRET });
    return async () => {};
  }
  if (!existsSync(JAR)) {
    console.error(
      `\nSKIPPED: everything against a real Carillon. Set CARILLON_URL and CARILLON_APP_ID, _KEY and _SECRET, or build ${JAR}\n`,
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
  const app = {
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
      ...[`--data-dir=${join(folder, 'data')}`, `--app-id=${app.id}`, `--app-key=${app.key}`, `--app-secret=${app.secret}`],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env },
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
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline && child.exitCode === null; await pause()) {
    const up = await fetch(`${app.url}/up`).catch(() => null);
    if (up?.ok) return { app, stop };
  }
  await stop();
  throw new Error(`${JAR} did not start:\n${log}`);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
