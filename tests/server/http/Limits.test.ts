import { expect, test } from 'vitest';
import { Limits, rates } from '#server/http/Limits.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

const tooMany = expect.objectContaining({ reason: 'too-many' });

function exhaust(limits: Limits, who: string): void {
  for (let n = 0; n < rates.door.burst; n += 1) limits.take('door', who);
  expect(() => limits.take('door', who)).toThrow(tooMany);
}

test('A5: each who is counted has a limit of their own', () => {
  const limits = new Limits(() => 0);
  exhaust(limits, 'a');
  expect(() => limits.take('door', 'b')).not.toThrow();
});

test('A5: many who come once do not free one who keeps coming', () => {
  const limits = new Limits(() => 0, 3);
  exhaust(limits, 'flood');
  for (let n = 0; n < 20; n += 1) {
    limits.take('door', `guest ${n}`);
    expect(() => limits.take('door', 'flood')).toThrow(tooMany);
  }
});

test('A5: forged tokens use up their address, and it is not looked at them any more', async () => {
  const limits = new Limits(() => 0);
  let checked = 0;
  const forge = () =>
    limits.ofAddress('a', async () => {
      checked += 1;
      throw new RefusedError('token-forged');
    });
  for (let n = 0; n < 1000; n += 1) await forge().catch(() => undefined);
  await expect(forge()).rejects.toEqual(tooMany);
  expect(checked).toBeLessThan(rates.address.burst / 20);
  await expect(limits.ofAddress('b', async () => 'in')).resolves.toBe('in');
});

test('A5: an expired token costs its address no more than any request', async () => {
  const limits = new Limits(() => 0);
  const expired = () =>
    limits.ofAddress('a', async () => {
      throw new RefusedError('token-expired');
    });
  for (let n = 0; n < 1000; n += 1) await expect(expired()).rejects.toThrow('token-expired');
});
