import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { hubProofText } from '#shared/people/hubProof.ts';
import { startHub } from '#tests/support/startHub.ts';
import { Speaker } from './hubFixture.ts';

const address = 'https://hub.example.org';
const hub = await startHub({ demo: false, env: { LECTERN_ADDRESS: address } });
const local = await startHub({ demo: false });
afterAll(async () => {
  await hub.stop();
  await local.stop();
});

const nonce = () => randomBytes(32).toString('base64url');

describe('a hub that is asked for a proof', () => {
  test('A1: signs the nonce and its own address with the key that its fingerprint names', async () => {
    const who = new Speaker(hub.address);
    const { publicKey } = (await who.get('/v1/hub')).body;
    const asked = { nonce: nonce(), address };
    const { signature } = (await who.post('/v1/prove', asked)).body;
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    const holds = (text: string) =>
      verify(null, Buffer.from(text), key, Buffer.from(String(signature), 'base64url'));
    expect(holds(hubProofText(asked.nonce, address))).toBe(true);
    expect(holds(hubProofText(nonce(), address))).toBe(false);
    expect(holds(hubProofText(asked.nonce, 'https://elsewhere.example'))).toBe(false);
  });

  test.each(['https://elsewhere.example', 'https://hub.example.org:8443', 'http://127.0.0.1:7340'])(
    'A1: refuses to sign %s, which is not its own, as hub-changed',
    async (elsewhere) => {
      const reply = await new Speaker(hub.address).post('/v1/prove', { nonce: nonce(), address: elsewhere });
      expect([reply.status, reply.body.refused]).toEqual([409, 'hub-changed']);
    },
  );

  test('A1: signs any port of this machine where it has no other address, and nothing elsewhere', async () => {
    const ask = (at: string) => new Speaker(local.address).post('/v1/prove', { nonce: nonce(), address: at });
    expect((await ask('http://localhost:9')).status).toBe(200);
    expect((await ask('https://elsewhere.example')).body.refused).toBe('hub-changed');
  });

  test('a nonce that carries a text of its own is refused as malformed', async () => {
    const asked = { nonce: `${nonce()}\nmore`, address };
    expect((await new Speaker(hub.address).post('/v1/prove', asked)).body.refused).toBe('malformed');
  });
});
