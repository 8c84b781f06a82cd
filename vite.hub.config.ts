import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: 'server/index.ts',
    target: 'node24',
    outDir: 'out/hub',
    emptyOutDir: true,
    sourcemap: true,
  },
});
