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

test('L9: as many media workers as it has cores, unless it is said', () => {
  expect(readConfig({})).toMatchObject({ rtcWorkers: null, rtcCrowd: 200 });
  const set = readConfig({ LECTERN_RTC_WORKERS: '3', LECTERN_RTC_CROWD: '50' });
  expect(set).toMatchObject({ rtcWorkers: 3, rtcCrowd: 50 });
  for (const wrong of ['0', '-1', '1.5', 'all', '']) {
    expect(() => readConfig({ LECTERN_RTC_WORKERS: wrong })).toThrow('LECTERN_RTC_WORKERS');
    expect(() => readConfig({ LECTERN_RTC_CROWD: wrong })).toThrow('LECTERN_RTC_CROWD');
  }
});

test('a token for the figures is long enough, and not repeated where it is not', () => {
  expect(readConfig({}).metricsToken).toBeNull();
  expect(readConfig({ LECTERN_METRICS_TOKEN: 'sixteen-letters-' }).metricsToken).toBe('sixteen-letters-');
  const read = () => readConfig({ LECTERN_METRICS_TOKEN: 'guess' });
  expect(read).toThrow('LECTERN_METRICS_TOKEN: must be 16 characters or more');
  expect(read).not.toThrow('guess');
});

test('A5: no proxy is trusted unless it is named by its address', () => {
  expect(readConfig({}).trustedProxies).toEqual([]);
  const named = readConfig({ LECTERN_TRUSTED_PROXY: '127.0.0.1, ::1,' });
  expect(named.trustedProxies).toEqual(['127.0.0.1', '::1']);
  expect(() => readConfig({ LECTERN_TRUSTED_PROXY: 'localhost' })).toThrow(
    'LECTERN_TRUSTED_PROXY="localhost": must be addresses, separated by commas',
  );
});

const s3 = {
  LECTERN_S3_BUCKET: 'media',
  LECTERN_S3_KEY_ID: 'an-id',
  LECTERN_S3_SECRET: 'never-to-be-repeated',
} as const;

test('recordings are kept in the folder unless a bucket is named', () => {
  expect(readConfig({}).s3).toBeNull();
  expect(readConfig(s3).s3).toEqual({
    endpoint: null,
    bucket: 'media',
    region: 'us-east-1',
    keys: { id: 'an-id', secret: 'never-to-be-repeated' },
    pathStyle: false,
  });
  const own = { ...s3, LECTERN_S3_ENDPOINT: 'https://s3.example.org', LECTERN_S3_REGION: 'eu-1' };
  expect(readConfig(own).s3).toMatchObject({
    endpoint: 'https://s3.example.org',
    region: 'eu-1',
    pathStyle: true,
  });
  expect(readConfig({ ...own, LECTERN_S3_PATH_STYLE: '0' }).s3?.pathStyle).toBe(false);
  expect(readConfig({ LECTERN_S3_BUCKET: 'media' }).s3?.keys).toBeNull();
});

test.each([
  [{ LECTERN_S3_SECRET: '' }, 'LECTERN_S3_KEY_ID and LECTERN_S3_SECRET go together'],
  [{ LECTERN_S3_KEY_ID: '' }, 'LECTERN_S3_KEY_ID and LECTERN_S3_SECRET go together'],
  [{ LECTERN_S3_BUCKET: '' }, 'The LECTERN_S3 settings need LECTERN_S3_BUCKET'],
  [{ LECTERN_S3_BUCKET: 'Not a bucket' }, 'LECTERN_S3_BUCKET="Not a bucket": must be the name of a bucket'],
  [{ LECTERN_S3_REGION: 'x y' }, 'LECTERN_S3_REGION="x y": must be the name of a region'],
  [{ LECTERN_S3_ENDPOINT: 'ftp://x' }, 'LECTERN_S3_ENDPOINT: must be an http or https address'],
  [{ LECTERN_S3_ENDPOINT: 'https://u:never-to-be-repeated@x' }, 'LECTERN_S3_ENDPOINT: must be without keys'],
  [{ LECTERN_S3_PATH_STYLE: 'yes' }, 'LECTERN_S3_PATH_STYLE="yes"'],
])('a wrong setting of S3 is named, and a key in it is not repeated: %o', (wrong, why) => {
  const read = () => readConfig({ ...s3, ...wrong });
  expect(read).toThrow(why);
  expect(read).not.toThrow(/never-to-be-repeated/);
});
