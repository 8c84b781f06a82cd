import { expect, test } from 'vitest';
import { Limits, rates } from '#server/http/Limits.ts';
import { Access } from '#server/people/Access.ts';
import { AccessTokens } from '#server/people/AccessTokens.ts';
import { HubKey } from '#server/people/HubKey.ts';
import { admit } from '#server/socket/admit.ts';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { openTestStore } from '../testStore.ts';

test('A5: sockets with forged tokens use up their address', async () => {
  const { store, folder } = await openTestStore();
  const access = new Access(store, new AccessTokens(await HubKey.open(folder), 600));
  const limits = new Limits(() => 0);
  const auth = { protocol: PROTOCOL, token: 'forged' };
  const knock = (address: string) => admit(access, limits, { origin: undefined, address, auth });
  const reasons = new Set<string>();
  for (let n = 0; n < rates.address.burst / 20; n += 1) {
    await knock('a').catch((error: { reason: string }) => reasons.add(error.reason));
  }
  expect(reasons).toEqual(new Set(['token-forged', 'too-many']));
  await expect(knock('b')).rejects.toEqual(expect.objectContaining({ reason: 'token-forged' }));
});
