import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';

/**
 * Who stands between an app and its hub with an address of its own: all that is asked goes on to the hub, and
 * all that it answers back. `provesFor` is the address that it asks the hub's proof for instead of its own.
 */
export async function startRelay(hub: string, over: { readonly provesFor?: string } = {}) {
  const passed: string[] = [];
  const server = createServer(async (asked, answer) => {
    const path = asked.url ?? '/';
    passed.push(path);
    const text = Buffer.concat(await asked.toArray()).toString('utf8');
    const replaced = path === '/v1/prove' && over.provesFor !== undefined;
    const body = replaced ? JSON.stringify({ ...JSON.parse(text), address: over.provesFor }) : text;
    const reply = await fetch(new URL(path, hub), {
      method: asked.method ?? 'GET',
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL), 'content-type': 'application/json' },
      body: body === '' ? null : body,
    });
    answer.writeHead(reply.status, { 'content-type': 'application/json' });
    answer.end(await reply.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
