import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { holdHub } from '../../scripts/launch/holdHub.mjs';
import { demoPaths } from '../../scripts/launch/hubFiles.mjs';
import { removeDemo } from '../../scripts/launch/removeDemo.mjs';
import { startOptions } from '../../scripts/launch/startOptions.mjs';
import { isAlive } from '../../scripts/setup/processLife.mjs';
import { machine } from './machine.js';

const hubScript = `
import fs from 'node:fs';
import http from 'node:http';
const file = process.env.LECTERN_DATA + '/ready.json';
const server = http.createServer((_, response) => response.end('{}'));
server.once('error', (error) => { console.error('port ' + process.env.LECTERN_PORT + ': ' + error.code); process.exit(1); });
server.listen(Number(process.env.LECTERN_PORT), '127.0.0.1', () => {
  const address = 'http://127.0.0.1:' + server.address().port;
  fs.writeFileSync(file, JSON.stringify({ address, pid: process.pid, invites: { attendee: 'lectern://join?a' } }));
  console.log('lectern hub ready at ' + address);
});
process.once('SIGTERM', () => { fs.rmSync(file); process.exit(0); });
`;

function checkout(script = hubScript) {
  const made = machine();
  const { root } = made.context;
  const manifests = { electron: '45.4.1', mediasoup: '3.27.1' };
  for (const [name, version] of Object.entries(manifests)) {
    mkdirSync(path.join(root, 'node_modules', name), { recursive: true });
    writeFileSync(path.join(root, 'node_modules', name, 'package.json'), JSON.stringify({ version }));
  }
  mkdirSync(path.join(root, 'out', 'hub'), { recursive: true });
  writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(path.join(root, 'out', 'hub', 'index.js'), script);
  return { ...made, paths: demoPaths(root) };
}

type Held = Awaited<ReturnType<typeof holdHub>>;
const endAtLast = (hub: Held) => {
  onTestFinished(() => hub.end());
  return hub;
};

test('two starts share one hub, which ends when the last of them has left', async () => {
  const { context } = checkout();
  const [first, second] = await Promise.all([holdHub(context), holdHub(context)]);
  const [keeper, guest] = first.ours ? [first, second] : [second, first];
  endAtLast(keeper);
  expect(guest.ours).toBe(false);
  expect(guest.ready.pid).toBe(keeper.ready.pid);

  let left = false;
  const leaving = keeper.leave().then(() => {
    left = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(left).toBe(false);
  expect(isAlive(keeper.ready.pid)).toBe(true);
  await guest.leave();
  await leaving;
  await expect.poll(() => isAlive(keeper.ready.pid)).toBe(false);
});

test('the keeper that is interrupted ends the hub and says goodbye to the others', async () => {
  const { context } = checkout();
  const keeper = await holdHub(context);
  const guest = endAtLast(await holdHub(context));
  await keeper.end();
  expect(await guest.gone).toBe('bye');
  expect(isAlive(keeper.ready.pid)).toBe(false);
});

test('a hub gets the port that it had before', async () => {
  const { context } = checkout();
  const first = await holdHub(context);
  await first.end();
  const second = endAtLast(await holdHub(context));
  expect(second.ready.address).toBe(first.ready.address);
});

test('a hub that lives on without a keeper is used and kept', async () => {
  const { context, paths } = checkout();
  const first = await holdHub(context);
  const ready = readFileSync(paths.ready, 'utf8');
  expect(JSON.parse(ready).pid).toBe(first.ready.pid);
  await first.end();

  const { startHub } = await import('../../scripts/launch/startHub.mjs');
  const orphan = await startHub(context, {});
  const adopted = await holdHub(context);
  expect(adopted).toMatchObject({ ours: true, ready: { pid: orphan.ready.pid } });
  await adopted.leave();
  await orphan.ended;
  expect(existsSync(paths.ready)).toBe(false);
});

test('a hub that does not become ready is an error that points at its own words and at the port', async () => {
  const { context, paths } = checkout(`console.error('port in use'); process.exit(1);`);
  mkdirSync(paths.folder, { recursive: true });
  writeFileSync(paths.port, '4321');
  await expect(holdHub(context)).rejects.toThrow(/ended before it was ready.*port 4321.*remove/);
  expect(readFileSync(paths.log, 'utf8')).toContain('port in use');
});

test('a fresh start is refused while the hub runs, and removes the demo afterwards', async () => {
  const { context, paths } = checkout();
  const hub = await holdHub(context);
  await expect(removeDemo(context.root)).rejects.toThrow(
    '--fresh would remove the data of the hub that runs at',
  );
  await hub.end();
  await removeDemo(context.root);
  expect(existsSync(paths.folder)).toBe(false);
});

test('a role that does not exist is answered with those that do', () => {
  expect(() => startOptions(['--as', 'chair'])).toThrow(
    'There is no role "chair": choose one of attendee, attendee2, speaker, moderator, organizer.',
  );
  expect(startOptions(['--as', 'moderator', '--fresh'])).toEqual({
    role: 'moderator',
    fresh: true,
    once: false,
  });
});
