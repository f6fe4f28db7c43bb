import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

const subPaths = Object.keys(manifest.exports)
  .filter((path) => path !== '.' && !path.endsWith('.json'))
  .map((path) => path.slice(2));

/** One file for each way into the package, as ESM and as CommonJS; what they share is shared. tweetnacl is inside. */
export default defineConfig({
  define: { __VERSION__: JSON.stringify(manifest.version) },
  build: {
    target: 'es2022',
    minify: false,
    sourcemap: true,
    lib: {
      entry: Object.fromEntries([
        ['index', 'src/index.ts'],
        ...subPaths.map((name) => [`${name}/index`, `src/${name}/index.ts`]),
      ]),
      formats: ['es', 'cjs'],
    },
    rolldownOptions: {
      external: [/^node:/, /^react/, /^svelte/, /^vue/],
      // Hooks work in the browser's part of a page that a server renders, and nowhere else.
      output: { banner: ({ name }) => (name === 'react/index' ? '"use client";' : '') },
    },
  },
});
