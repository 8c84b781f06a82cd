import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createHubHttp } from '#renderer/hub/http.ts';
import { PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked: boolean[] = [];
  const token = async (renew: boolean) => {
    asked.push(renew);
    return { token: renew ? 'fresh' : 'old', expires: 0 };
  };
  return { http: createHubHttp({ address: `http://127.0.0.1:${port}`, token }), asked };
}
const json = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};
const hub = {
  lectern: 'hub' as const,
  protocol: 1,
  name: 'Sample',
  fingerprint: 'f'.repeat(43),
  publicKey: 'k'.repeat(43),
  epoch: '00000000-0000-4000-8000-000000000001',
  rehearsal: false,
  clock: { hubNow: '2026-01-01T00:00:00.000Z', programNow: '2020-06-23T00:00:00.000Z' },
};

it('says its protocol and its token', async () => {
  const { http } = await serve((request, response) => {
    const isGood = request.headers[PROTOCOL_HEADER] === '1' && request.headers.authorization === 'Bearer old';
    json(response, isGood ? 200 : 400, isGood ? { hub, workshops: [] } : { refused: 'malformed' });
  });
  expect(await http('workshops')).toEqual({ hub, workshops: [] });
});

it('renews an expired token once and asks again', async () => {
  const { http, asked } = await serve((request, response) => {
    const isFresh = request.headers.authorization === 'Bearer fresh';
    json(response, isFresh ? 200 : 401, isFresh ? { hub, workshops: [] } : { refused: 'token-expired' });
  });
  await http('workshops');
  expect(asked).toEqual([false, true]);
});

it('does not ask for a third token when the renewed one is refused too', async () => {
  const { http, asked } = await serve((_, response) => json(response, 401, { refused: 'token-expired' }));
  await expect(http('workshops')).rejects.toMatchObject({ reason: 'token-expired' });
  expect(asked).toEqual([false, true]);
});

it('passes on the reason and detail of the hub', async () => {
  const { http } = await serve((_, response) =>
    json(response, 403, { refused: 'not-a-member', detail: 'of this one' }),
  );
  await expect(http('workshops')).rejects.toMatchObject({ reason: 'not-a-member', detail: 'of this one' });
});

it('refuses a reply that does not fit the contract', async () => {
  const { http } = await serve((_, response) => json(response, 200, { workshops: 'all' }));
  await expect(http('workshops')).rejects.toMatchObject({ reason: 'malformed' });
});

it('names what answers but is not a hub', async () => {
  const { http } = await serve((_, response) => response.end('<html>hello</html>'));
  await expect(http('hub')).rejects.toMatchObject({ reason: 'not-a-hub' });
});

it('tells that nobody answers', async () => {
  const { http } = await serve((request) => request.socket.destroy());
  await expect(http('hub')).rejects.toMatchObject({ reason: 'hub-unreachable' });
});
