import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

/** For script elements: the main way in under the global name Carillon, or, in the mode `pusher`, what takes the place of pusher-js. */
export default defineConfig(({ mode }) => {
  const [name, entry, file] =
    mode === 'pusher' ? ['Pusher', 'src/pusher-iife.ts', 'pusher.iife.js'] : ['Carillon', 'src/iife.ts', 'carillon.iife.js'];
  return {
    define: { __VERSION__: JSON.stringify(manifest.version) },
    build: {
      target: 'es2022',
      emptyOutDir: false,
      sourcemap: true,
      lib: { entry, name, formats: ['iife'], fileName: () => file },
    },
  };
});
