import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedHub, startHub } from '#tests/support/startHub.ts';
import { type Prepared, prepareHub, Speaker } from './hubFixture.ts';

let prepared: Prepared;
let hub: StartedHub;

beforeAll(async () => {
  prepared = await prepareHub();
  hub = await startHub({
    demo: false,
    dataFolder: prepared.dataFolder,
    env: { LECTERN_TRUSTED_PROXY: '127.0.0.1' },
  });
});
afterAll(async () => {
  await hub.stop();
  await rm(prepared.dataFolder, { recursive: true });
});

const from = (address: string) => ({ 'x-forwarded-for': `198.51.100.99, ${address}` });

test('A5: who knocks too often behind a proxy shuts out no other address behind it', async () => {
  const nobody = new Speaker(hub.address);
  const knock = async (address: string) => (await nobody.get('/v1/hub', from(address))).body.refused;
  const flood = await Promise.all(Array.from({ length: 300 }, () => knock('203.0.113.1')));
  expect(flood).toContain('too-many');
  expect(await knock('203.0.113.2')).toBeUndefined();
});

test('A5: forged tokens use up their address behind a proxy, and no other', async () => {
  const who = await Speaker.join(hub.address, prepared.secrets.attendee ?? '');
  const forger = Object.assign(new Speaker(hub.address), { token: `${who.token.slice(0, -6)}AAAAAA` });
  const forge = async () => (await forger.get('/v1/workshops', from('203.0.113.3'))).body.refused;
  expect(await forge()).toBe('token-forged');
  await expect
    .poll(async () => (await Promise.all(Array.from({ length: 100 }, forge))).at(-1), {
      interval: 1,
      timeout: 30_000,
    })
    .toBe('too-many');
  expect((await who.get('/v1/workshops', from('203.0.113.4'))).status).toBe(200);
});
