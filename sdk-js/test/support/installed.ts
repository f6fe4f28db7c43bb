import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE } from './built.js';

/** A program's folder in which the packed package is installed, with the frameworks that it may be used with. */
export function install(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'carillon-js-'));
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: PACKAGE, encoding: 'utf8' }),
  );
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', modules]);
  renameSync(join(modules, 'package'), join(modules, 'carillon-js'));
  for (const name of ['react', 'vue', 'svelte', 'ws']) symlinkSync(join(PACKAGE, 'node_modules', name), join(modules, name));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Runs a program there. What it prints, or an error with what it printed. */
export function run(folder: string, code: string, ...flags: string[]): string {
  const kind = code.includes('require(') ? 'commonjs' : 'module';
  return execFileSync(process.execPath, [...flags, `--input-type=${kind}`, '-e', code], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 50_000,
  });
}
