import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** In ms since the epoch. */
type Life = { readonly from: number; readonly to: number };

export type PemPair = { readonly cert: string; readonly key: string };

function namesOf(host: string | null): readonly { type: 'dns' | 'ip'; value: string }[] {
  const own = Object.values(networkInterfaces()).flatMap((of) => of?.map(({ address }) => address) ?? []);
  const all = ['localhost', hostname(), '127.0.0.1', '::1', ...own, ...(host === null ? [] : [host])];
  const usable = all.filter((name) => name !== '' && !name.includes('%'));
  return [...new Set(usable)].map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }));
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/**
 * A certificate that a hub signs for itself (ECDSA P-256), for the addresses of this machine and for `host`. Apps
 * know it by its fingerprint, so it lives long, and begins a month ago for clocks that are behind.
 */
export async function makeCertificate(
  host: string | null,
  life: Life = { from: Date.now() - 30 * DAY, to: Date.now() + 20 * YEAR },
): Promise<PemPair> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Lectern hub',
      keys,
      signingAlgorithm: algorithm,
      notBefore: new Date(life.from),
      notAfter: new Date(life.to),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([...namesOf(host)]),
      ],
    },
    crypto,
  );
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: pem('CERTIFICATE', made.rawData), key: pem('PRIVATE KEY', key) };
}
