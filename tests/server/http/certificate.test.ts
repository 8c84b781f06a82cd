import { X509Certificate } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, type TlsSetting } from '#server/config.ts';
import { openCertificate } from '#server/http/certificate.ts';
import { makeCertificate } from '#server/http/makeCertificate.ts';
import { StartError } from '#server/StartError.ts';
import { temporaryFolder } from '../testStore.ts';

const own = (data: string, address: string | null = null) => ({
  data,
  address,
  tls: { kind: 'own' } as const,
});

async function filesOf(pair: { readonly cert: string; readonly key: string }): Promise<TlsSetting> {
  const folder = await temporaryFolder();
  const tls = { kind: 'files', cert: join(folder, 'c.pem'), key: join(folder, 'k.pem') } as const;
  await writeFile(tls.cert, pair.cert);
  await writeFile(tls.key, pair.key);
  return tls;
}

describe("a hub's certificate", () => {
  test('A6: its own is made once, is kept over restarts and new addresses, and its key is its owner’s alone', async () => {
    const data = await temporaryFolder();
    const first = await openCertificate(own(data));
    const second = await openCertificate(own(data, 'https://192.0.2.7:7340'));
    expect(second).toEqual(first);
    expect(first?.pin).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await stat(join(data, 'tls', 'key.pem'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(data, 'tls'))).mode & 0o777).toBe(0o700);
    expect(await readFile(join(data, 'tls', 'certificate.pem'), 'utf8')).toBe(first?.cert);
  });

  test('A6: its own is of ECDSA P-256, for the addresses of the machine and its public one, and lives for years', async () => {
    const made = await openCertificate(own(await temporaryFolder(), 'https://room.example:7340'));
    const certificate = new X509Certificate(made?.cert ?? '');
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkHost('room.example')).toBe('room.example');
    expect(certificate.validToDate.getTime() - Date.now()).toBeGreaterThan(10 * 365 * 86_400_000);
    expect(certificate.validFromDate.getTime()).toBeLessThan(Date.now() - 7 * 86_400_000);
    expect(certificate.ca).toBe(false);
  });

  test('A6: one from files is taken as it is, and pinned where no public authority vouches for it', async () => {
    const pair = await makeCertificate('hub.example');
    const tls = await filesOf(pair);
    const opened = await openCertificate({ data: '', address: null, tls });
    expect(opened).toMatchObject({ cert: pair.cert, key: pair.key });
    const der = new X509Certificate(pair.cert).raw;
    const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(der));
    expect(opened?.pin).toBe(Buffer.from(digest).toString('base64url'));
  });

  test('one that nobody could be served with ends the start in a sentence', async () => {
    const [one, other] = [await makeCertificate(null), await makeCertificate(null)];
    const day = 86_400_000;
    const old = await makeCertificate(null, { from: Date.now() - 2 * day, to: Date.now() - day });
    const refusals = [
      { ...one, key: other.key, said: /the key is not the certificate's$/ },
      { ...one, key: 'no key', said: /cannot be read as a certificate and its key \(PEM\)$/ },
      { ...one, cert: '', said: /has no certificate \(PEM\)$/ },
      { ...old, said: /the certificate has expired on \d{4}-\d\d-\d\d$/ },
    ];
    for (const { said, ...pair } of refusals) {
      const opening = openCertificate({ data: '', address: null, tls: await filesOf(pair) });
      await expect(opening).rejects.toThrow(StartError);
      await expect(opening).rejects.toThrow(said);
    }
    const tls = { kind: 'files', cert: '/nowhere/c.pem', key: '/nowhere/k.pem' } as const;
    await expect(openCertificate({ data: '', address: null, tls })).rejects.toThrow(
      new StartError('/nowhere/c.pem cannot be read: ENOENT'),
    );
  });

  test('without a setting there is none: the hub is plain http behind a web server, or on this machine', async () => {
    expect(await openCertificate({ data: '', address: null, tls: readConfig({}).tls })).toBeNull();
  });
});

test('A6: the settings of https that contradict one another are named', () => {
  expect(readConfig({ LECTERN_TLS: 'own' }).tls).toEqual({ kind: 'own' });
  const files = { LECTERN_TLS_CERT: '/a/c.pem', LECTERN_TLS_KEY: '/a/k.pem' };
  expect(readConfig(files).tls).toEqual({ kind: 'files', cert: '/a/c.pem', key: '/a/k.pem' });
  for (const wrong of [
    { LECTERN_TLS: 'off' },
    { LECTERN_TLS_CERT: '/a/c.pem' },
    { LECTERN_TLS: 'own', ...files },
    { LECTERN_TLS: 'own', LECTERN_ADDRESS: 'http://127.0.0.1:7340' },
  ]) {
    expect(() => readConfig(wrong)).toThrow(ConfigError);
  }
});
