import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { PACKAGE } from '../support/built.js';
import { freePort } from '../support/carillon-process.js';

const app = inject('app');
const HERE = import.meta.dirname;
const OUTCOME = { heard: { to: 'ann' }, refused: 'auth_failed', state: 'connected' };
const url = app ? `${app.url.replace('://', `://${app.key}:${app.secret}@`)}/apps/${app.id}` : '';

/** Programs that came with their packages; no script of theirs has to run. Each system has packages of its own: these are for this one. */
const BINARIES = {
  bun: '@oven/bun-linux-x64/bin/bun',
  deno: '@deno/linux-x64-glibc/deno',
  workerd: '@cloudflare/workerd-linux-64/bin/workerd',
};
const hasBinaries = process.platform === 'linux' && process.arch === 'x64';
const binaryOf = (name: keyof typeof BINARIES) => join(HERE, 'node_modules', BINARIES[name]);

async function output(command: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(command, [...args, join(HERE, 'program.js'), url], { timeout: 50_000 });
  return JSON.parse(stdout);
}

if (!hasBinaries) console.error('\nSKIPPED: Deno, Bun and workerd, which are fetched for Linux on x64 alone\n');

describe.skipIf(!app || !hasBinaries)('the built package', () => {
  beforeAll(() => {
    if (!existsSync(binaryOf('deno'))) {
      execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HERE, stdio: 'ignore' });
    }
  }, 300_000);

  test('runs in Node', async () => {
    expect(await output(process.execPath, '--experimental-websocket')).toEqual(OUTCOME);
  });

  test('runs in Deno', async () => {
    expect(await output(binaryOf('deno'), 'run', '--no-config', '--allow-net', '--allow-env')).toEqual(OUTCOME);
  });

  test('runs in Bun', async () => {
    expect(await output(binaryOf('bun'), 'run')).toEqual(OUTCOME);
  });

  test('runs in workerd', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'carillon-workerd-'));
    let workerd: ChildProcess | undefined;
    try {
      await bundle(folder);
      const port = await freePort();
      writeFileSync(join(folder, 'config.capnp'), configuration(port));
      workerd = spawn(binaryOf('workerd'), ['serve', 'config.capnp'], { cwd: folder, stdio: 'ignore' });
      expect(JSON.parse(await answerOf(`http://127.0.0.1:${port}/`))).toEqual(OUTCOME);
    } finally {
      workerd?.kill();
      rmSync(folder, { recursive: true });
    }
  });
});

/** One file of the worker and the built package, as tools for workers make it. */
async function bundle(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: { 'carillon-js/server': join(PACKAGE, 'dist/server/index.js'), 'carillon-js': join(PACKAGE, 'dist/index.js') },
    },
    build: {
      outDir,
      emptyOutDir: false,
      lib: { entry: join(HERE, 'worker.js'), formats: ['es'], fileName: () => 'worker.js' },
      rolldownOptions: { external: [/^node:/] },
    },
  });
}

function configuration(port: number): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-01-01",
  compatibilityFlags = ["nodejs_compat"],
  bindings = [(name = "APP_URL", text = "${url}")],
);
`;
}

async function answerOf(address: string): Promise<string> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const response = await fetch(address).catch(() => null);
    if (response) return response.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('workerd did not answer');
}
