import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { download } from '../../scripts/setup/download.mjs';
import { explainFailure } from '../../scripts/setup/setupError.mjs';
import { deadAddress, machine, serve } from './machine.js';

const bytes = Buffer.alloc(300_000, 7);
const sha256 = createHash('sha256').update(bytes).digest('hex');

test('a download writes what was pinned', async () => {
  const { context, folder } = machine();
  const url = await serve((_, response) => response.end(bytes));
  const file = path.join(folder, 'file');
  await download(context, { url, file, sha256, what: 'a file' });
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('a download with a wrong checksum fails with a sentence that says so', async () => {
  const { context, folder } = machine();
  const url = await serve((_, response) => response.end(bytes.subarray(1)));
  const job = { url, file: path.join(folder, 'file'), sha256, what: 'a file' };
  await expect(download(context, job)).rejects.toMatchObject({
    code: 'checksum',
    message: expect.stringMatching(/^Wrong checksum: a file/),
  });
});

test('a download that breaks off in the middle fails as a matter of the network', async () => {
  const { context, folder } = machine();
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, 1000), () => response.destroy());
  });
  const failure = await download(context, { url, file: path.join(folder, 'file'), what: 'a file' }).catch(
    (error) => explainFailure(error, 'fetching a file'),
  );
  expect(failure).toMatchObject({ code: 'network' });
});

test('a download from where nobody listens fails as a matter of the network', async () => {
  const { context, folder } = machine();
  const job = { url: await deadAddress(), file: path.join(folder, 'file'), what: 'a file' };
  const failure = await download(context, job).catch((error) => explainFailure(error, 'fetching a file'));
  expect(failure).toMatchObject({ code: 'network', message: expect.stringMatching(/^No network/) });
});

test('a download gives up when the host does not answer, and when it stops sending', async () => {
  const { context, folder } = machine();
  const file = path.join(folder, 'file');
  const silent = await serve(() => undefined);
  const stalling = await serve((_, response) => void response.write('a'));
  const times = { connectTimeout: 80, stallTimeout: 80, file, what: 'a file' };
  await expect(download(context, { ...times, url: silent })).rejects.toMatchObject({ code: 'network' });
  await expect(download(context, { ...times, url: stalling })).rejects.toMatchObject({ code: 'network' });
});

test('a download answered with 404 names the status', async () => {
  const { context, folder } = machine();
  const url = await serve((_, response) => response.writeHead(404).end());
  const job = { url, file: path.join(folder, 'file'), what: 'a file' };
  await expect(download(context, job)).rejects.toThrow('answered 404 for a file');
});

test.runIf(process.platform === 'linux')('a download onto a full disk asks for space', async () => {
  const { context } = machine();
  const url = await serve((_, response) => response.end(bytes));
  const failure = await download(context, { url, file: '/dev/full', what: 'a file' }).catch((error) =>
    explainFailure(error, 'fetching a file'),
  );
  expect(failure).toMatchObject({ code: 'disk', message: expect.stringMatching(/^The disk is full/) });
});
