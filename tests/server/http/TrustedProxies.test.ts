import { expect, test } from 'vitest';
import { TrustedProxies } from '#server/http/TrustedProxies.ts';

const PROXY = '127.0.0.1';

test('A5: where no proxy is trusted, what a request says of its address is not believed', () => {
  expect(new TrustedProxies([]).clientOf(PROXY, '203.0.113.7')).toBe(PROXY);
  expect(new TrustedProxies([PROXY]).clientOf('198.51.100.2', '203.0.113.7')).toBe('198.51.100.2');
});

test('A5: behind trusted proxies the last address that is none of them counts', () => {
  const proxies = new TrustedProxies([PROXY, '10.0.0.9']);
  expect(proxies.clientOf(PROXY, '203.0.113.7')).toBe('203.0.113.7');
  expect(proxies.clientOf(PROXY, '192.0.2.1, 203.0.113.7 ,10.0.0.9')).toBe('203.0.113.7');
  expect(proxies.clientOf(PROXY, '2001:DB8::7')).toBe('2001:db8::7');
});

test('A5: an IPv4 address in its IPv6 form is the same address', () => {
  const proxies = new TrustedProxies([PROXY]);
  expect(proxies.clientOf('::ffff:127.0.0.1', '::ffff:203.0.113.7')).toBe('203.0.113.7');
});

test('A5: a proxy that says no address stands for its clients itself', () => {
  const proxies = new TrustedProxies([PROXY]);
  for (const said of [undefined, '', 'unknown', '203.0.113.7, nonsense']) {
    expect(proxies.clientOf(PROXY, said)).toBe(PROXY);
  }
  expect(proxies.clientOf(undefined, '203.0.113.7')).toBe('unknown');
});
