import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';

async function bundle(entry: string): Promise<string> {
  const built = await build({
    logLevel: 'error',
    configFile: false,
    build: {
      write: false,
      minify: true,
      rollupOptions: { input: join(import.meta.dirname, entry) },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error(`${entry} was not built`);
  return first.output[0].code;
}

/** The bench's page and workers, and the hub behind the same origin: a hub allows the app's own only. */
export async function serveFirstSync(hub: string): Promise<{ address: string; stop(): void }> {
  const scripts: Readonly<Record<string, string>> = {
    '/page.js': await bundle('page.ts'),
    '/ours.js': await bundle('oursWorker.ts'),
    '/raw.js': await bundle('rawWorker.ts'),
  };
  const server = createServer(async (request, answer) => {
    const path = request.url ?? '/';
    const script = scripts[path];
    if (path.startsWith('/v1/')) {
      const { authorization = '', 'lectern-protocol': protocol = '' } = request.headers;
      const headers = {
        ...(authorization ? { authorization } : {}),
        ...(protocol ? { 'lectern-protocol': String(protocol) } : {}),
      };
      const reply = await fetch(new URL(path, hub), { headers });
      answer.writeHead(reply.status, { 'content-type': 'application/json' });
      answer.end(Buffer.from(await reply.arrayBuffer()));
      return;
    }
    answer.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    answer.end(
      script ?? '<!doctype html><title>First sync</title><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
