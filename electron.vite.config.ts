import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/** electron-vite makes addresses relative, but the page is loaded again at any of its routes. */
const absoluteBase: Plugin = { name: 'absolute-base', enforce: 'post', config: () => ({ base: '/' }) };

// Everything is bundled, so that the package carries no node_modules.
export default defineConfig({
  main: {
    resolve: { alias: { 'buffer-crc32': resolve(import.meta.dirname, 'electron/packs/crc32.ts') } },
    build: {
      externalizeDeps: false,
      target: 'node20.18',
      outDir: 'out/main',
      lib: { entry: 'electron/main/index.ts', formats: ['es'] },
      rollupOptions: { output: { entryFileNames: 'index.js' } },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: 'node20.18',
      outDir: 'out/preload',
      lib: { entry: 'electron/preload/index.ts', formats: ['cjs'] },
      rollupOptions: { output: { entryFileNames: 'index.cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), absoluteBase],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: resolve(import.meta.dirname, 'out/renderer'),
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve(import.meta.dirname, 'renderer/index.html') },
    },
  },
});
