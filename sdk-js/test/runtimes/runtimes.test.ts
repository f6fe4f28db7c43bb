import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { build } from 'vite';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { PACKAGE } from '../support/built.js';
import { firstLine } from '../support/first-line.js';

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
      writeFileSync(join(folder, 'config.capnp'), configuration());
      workerd = spawn(binaryOf('workerd'), ['serve', '--control-fd=1', 'config.capnp'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const { port } = JSON.parse(await firstLine(workerd.stdout as Readable, 30_000));
      const response = await fetch(`http://127.0.0.1:${port}/`);
      expect(JSON.parse(await response.text())).toEqual(OUTCOME);
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

/** It listens on a port that is free, and says which. */
function configuration(): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-01-01",
  compatibilityFlags = ["nodejs_compat"],
  bindings = [(name = "APP_URL", text = "${url}")],
);
`;
}
