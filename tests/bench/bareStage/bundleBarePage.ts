import { join } from 'node:path';
import { build } from 'vite';

/** The script of the bare page. */
export async function bundleBarePage(): Promise<string> {
  const built = await build({
    logLevel: 'error',
    configFile: false,
    build: {
      write: false,
      minify: true,
      rollupOptions: { input: join(import.meta.dirname, 'page.ts') },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (!bundle || !('output' in bundle)) throw new Error('the bare page was not built');
  return bundle.output[0].code;
}
