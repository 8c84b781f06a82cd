import { expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';

test('live media listens where HTTP does unless it is said, and is announced where it listens', () => {
  expect(readConfig({})).toMatchObject({ rtcHost: '127.0.0.1', rtcAddress: '127.0.0.1' });
  expect(readConfig({ LECTERN_HOST: '0.0.0.0' })).toMatchObject({
    rtcHost: '0.0.0.0',
    rtcAddress: '127.0.0.1',
  });
  expect(readConfig({ LECTERN_RTC_HOST: '203.0.113.5' })).toMatchObject({
    host: '127.0.0.1',
    rtcHost: '203.0.113.5',
    rtcAddress: '203.0.113.5',
  });
  expect(readConfig({ LECTERN_RTC_HOST: '0.0.0.0', LECTERN_RTC_ADDRESS: '203.0.113.5' })).toMatchObject({
    host: '127.0.0.1',
    rtcHost: '0.0.0.0',
    rtcAddress: '203.0.113.5',
  });
});

test('A5: no proxy is trusted unless it is named by its address', () => {
  expect(readConfig({}).trustedProxies).toEqual([]);
  const named = readConfig({ LECTERN_TRUSTED_PROXY: '127.0.0.1, ::1,' });
  expect(named.trustedProxies).toEqual(['127.0.0.1', '::1']);
  expect(() => readConfig({ LECTERN_TRUSTED_PROXY: 'localhost' })).toThrow(
    'LECTERN_TRUSTED_PROXY="localhost": must be addresses, separated by commas',
  );
});
