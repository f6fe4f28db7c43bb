import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const PACKAGE = join(import.meta.dirname, '../..');

if (!existsSync(join(PACKAGE, 'dist/index.js'))) {
  throw new Error('The package is not built: npm run build');
}

/** As a program finds it by the name of the package, through `exports`. */
export const requireBuilt = createRequire(join(PACKAGE, 'package.json'));
