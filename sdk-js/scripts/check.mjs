// Everything that says whether the package may be published, but for the tests: stops at the first that says no.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const CHECKS = {
  'format and lint': ['biome', 'ci', '.'],
  types: ['tsc', '-p', '.'],
  build: ['npm', 'run', '--silent', 'build'],
  size: ['size-limit'],
  publint: ['publint', '--strict'],
  // node10 knows no sub-paths; whoever still resolves like that has the main way in.
  'are the types wrong': ['attw', '--pack', '.', '--profile', 'node16'],
};

for (const [name, [command, ...args]] of Object.entries(CHECKS)) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  if (status !== 0) {
    console.error(`sdk-js: ${name} failed`);
    process.exit(1);
  }
}
