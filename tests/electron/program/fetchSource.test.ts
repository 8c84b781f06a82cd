import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fetchSource } from '#electron/program/fetchSource.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a source is fetched whole, under the name of its address', async () => {
  const at = await serve((_, answer) => answer.end('# A page'));
  const found = await fetchSource(`${at}/workshops/my%20page.md?x=1`);
  expect(found.name).toBe('my page.md');
  expect(new TextDecoder().decode(found.bytes)).toBe('# A page');
});

test('an address that answers no is named with what it answered', async () => {
  const at = await serve((_, answer) => answer.writeHead(404).end());
  await expect(fetchSource(`${at}/x`)).rejects.toMatchObject({
    reason: 'not-found',
    detail: expect.stringContaining('404'),
  });
});

test('a source of more than 50 MB is too large, and is not read to its end', async () => {
  let sent = 0;
  const at = await serve((_, answer) => {
    const block = Buffer.alloc(1024 * 1024);
    const more = () => {
      while (sent < 500 && !answer.destroyed) {
        sent += 1;
        if (!answer.write(block)) return void answer.once('drain', more);
      }
      answer.end();
    };
    more();
  });
  await expect(fetchSource(`${at}/x`)).rejects.toMatchObject({ reason: 'too-large' });
  expect(sent).toBeLessThan(200);
});

test('an address that stays silent, or that nobody answers at, is unreachable', async () => {
  const at = await serve(() => undefined);
  await expect(fetchSource(`${at}/x`, 200)).rejects.toMatchObject({ reason: 'hub-unreachable' });
  await expect(fetchSource('http://127.0.0.1:9/x')).rejects.toMatchObject({ reason: 'hub-unreachable' });
});
