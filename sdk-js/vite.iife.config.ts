import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

/** For a script element: everything of the main way in, under the global name Carillon. */
export default defineConfig({
  define: { __VERSION__: JSON.stringify(manifest.version) },
  build: {
    target: 'es2022',
    emptyOutDir: false,
    sourcemap: true,
    lib: { entry: 'src/iife.ts', name: 'Carillon', formats: ['iife'], fileName: () => 'carillon.iife.js' },
  },
});
