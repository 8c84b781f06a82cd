import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { limitArrival } from '#server/http/limitArrival.ts';
import { listen } from '#server/http/listen.ts';

const uploads = '/v1/workshops/w/uploads/u';

/** A server that answers nothing by itself and gives requests `arrival`, and uploads' pauses `pause`, in ms. */
async function serverWith(arrival: number, pause: number): Promise<number> {
  const server: Server = createServer((incoming) => {
    limitArrival(incoming, arrival, pause);
    incoming.resume();
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Sends the head of a request, then a byte every few ms, or none; resolves when it was cut. */
async function send(port: number, path: string, isTrickling: boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`PATCH ${path} HTTP/1.1\r\nHost: hub\r\nContent-Length: 100000\r\n\r\n`);
  const trickle = isTrickling ? setInterval(() => socket.write('x'), 5) : undefined;
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(trickle);
}

test('A5: a request that never ends is cut, be it as alive as it may', async () => {
  const port = await serverWith(50, 3_600_000);
  await send(port, '/v1/commands', true);
  await send(port, '/v1/commands', false);
});

test('A5: an upload is cut where nothing comes, and goes on as long as something does', async () => {
  const port = await serverWith(1, 1000);
  await send(port, uploads, false);
  const trickling = send(port, uploads, true).then(() => 'cut');
  // The pauses of one that is silent pass by one that is not.
  const others = Promise.all([1, 2, 3].map(() => send(port, uploads, false))).then(() => 'the others');
  expect(await Promise.race([trickling, others])).toBe('the others');
});

test('A5: a hub’s server has no limit of its own that would cut a long upload', async () => {
  const { server } = await listen('127.0.0.1', 0);
  onTestFinished(() => {
    server.close();
  });
  expect(server.requestTimeout).toBe(0);
  expect(server.headersTimeout).toBeGreaterThan(0);
});
