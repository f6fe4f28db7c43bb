// The jar as a process on free ports, with a data folder that goes when it goes. Stopped by its process id.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** On a machine with much else to do, a start of two seconds may take a minute and more. */
const START_SECONDS = 180;

/**
 * Starts `carillon.jar dev` and waits until it says that it is up.
 *
 * @param {{target: string}} where logs go
 */
export async function startJar({ target }) {
  const file = resolve(
    process.env.CARILLON_JAR ?? join(import.meta.dirname, '..', '..', '..', 'all-in-one', 'target', 'carillon.jar'),
  );
  const logs = join(target, 'servers');
  mkdirSync(logs, { recursive: true });
  const out = join(logs, 'libraries.out.log');
  const err = join(logs, 'libraries.err.log');
  const data = mkdtempSync(join(tmpdir(), 'carillon-libraries-'));
  const app = { id: '7002', key: 'libraries0key0000001', secret: 'libraries0secret0000000000000000000000001' };

  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CARILLON|PUSHER)_/.test(name)),
  );
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const child = spawn(java, ['-jar', file, 'dev', '--json', '--no-open'], {
    cwd: data,
    stdio: ['ignore', openSync(out, 'w'), openSync(err, 'w')],
    env: {
      ...inherited,
      CARILLON_HOST: '127.0.0.1',
      // It takes ports that are free and says which: one that was looked up before may be somebody else's by now.
      CARILLON_PORT: '0',
      CARILLON_MANAGEMENT_PORT: '0',
      CARILLON_DATA_DIR: join(data, 'carillon-data'),
      CARILLON_APP_ID: app.id,
      CARILLON_APP_KEY: app.key,
      CARILLON_APP_SECRET: app.secret,
    },
  });
  const exited = new Promise((done) => child.on('exit', done));
  const log = () => (readFileSync(out, 'utf8') + readFileSync(err, 'utf8')).slice(-8000);

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const gone = await Promise.race([exited.then(() => true), wait(15_000, false, { ref: false })]);
      if (!gone) {
        child.kill('SIGKILL');
        await exited;
      }
    }
    rmSync(data, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline && child.exitCode === null) {
    // One line, once it is up.
    const said = readFileSync(out, 'utf8');
    if (said.endsWith('\n')) {
      const { port } = JSON.parse(said);
      return {
        stop,
        log,
        environment: {
          CARILLON_HOST: '127.0.0.1',
          CARILLON_PORT: String(port),
          CARILLON_APP_ID: app.id,
          CARILLON_APP_KEY: app.key,
          CARILLON_APP_SECRET: app.secret,
        },
      };
    }
    await wait(50);
  }
  await stop();
  throw new Error(`The jar did not say that it is up within ${START_SECONDS} s:\n${log()}`);
}
