import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

/** Real processes take their time. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };
const withServer = { ...patient, globalSetup: ['test/support/carillon-process.ts'], fileParallelism: false };

export default defineConfig({
  define: { __VERSION__: JSON.stringify(manifest.version) },
  // Svelte's client, and not its server, where a page is tested.
  resolve: { conditions: ['browser', 'module', 'node'] },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 30_000 } },
      { extends: true, test: { name: 'package', include: ['test/package/**/*.test.ts'], ...patient } },
      { extends: true, test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...withServer } },
      { extends: true, test: { name: 'runtimes', include: ['test/runtimes/*.test.ts'], ...withServer } },
    ],
  },
});
