import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getCACertificates, rootCertificates, setDefaultCACertificates } from 'node:tls';
import { assertNever } from '#shared/assertNever.ts';
import type { Config } from '../config.ts';
import { StartError } from '../StartError.ts';
import { writeWhole } from '../store/writeWhole.ts';
import { makeCertificate, type PemPair } from './makeCertificate.ts';

/**
 * What a hub serves https with. `pin`: SHA-256 of the certificate, base64url, for invite links (rule A6);
 * `null` where a public authority vouches for it, which renews it every few weeks.
 */
export type HubCertificate = PemPair & { readonly pin: string | null };

type Settings = Pick<Config, 'data' | 'tls' | 'address'>;

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** SHA-256 of a certificate's DER, base64url: its pin in an invite link. */
const pinOf = ({ raw }: X509Certificate): string => createHash('sha256').update(raw).digest('base64url');

function isPublic(chain: readonly X509Certificate[]): boolean {
  const last = chain.at(-1);
  if (!last) return false;
  const roots = rootCertificates.map((root) => new X509Certificate(root));
  return roots.some((root) => last.checkIssued(root) && last.verify(root.publicKey));
}

/** Throws `StartError` where nobody could be served with it. */
function checked({ cert, key }: PemPair, from: string): HubCertificate {
  let chain: readonly X509Certificate[];
  let fits: boolean;
  try {
    chain = (cert.match(block) ?? []).map((one) => new X509Certificate(one));
    fits = chain[0]?.checkPrivateKey(createPrivateKey(key)) === true;
  } catch (error) {
    throw new StartError(`${from} cannot be read as a certificate and its key (PEM)`, { cause: error });
  }
  const [own] = chain;
  if (!own) throw new StartError(`${from} has no certificate (PEM)`);
  if (!fits) throw new StartError(`${from}: the key is not the certificate's`);
  if (own.validToDate < new Date()) {
    throw new StartError(
      `${from}: the certificate has expired on ${own.validToDate.toISOString().slice(0, 10)}`,
    );
  }
  return { cert, key, pin: isPublic(chain) ? null : pinOf(own) };
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`${file} cannot be read: ${error.code ?? error.message}`, { cause: error });
  });
}

const ownFiles = (data: string) => ({
  folder: join(data, 'tls'),
  cert: join(data, 'tls', 'certificate.pem'),
  key: join(data, 'tls', 'key.pem'),
});

/** Both files, or `null` before the hub's first start. The certificate is written last. */
async function readOwn(data: string): Promise<PemPair | null> {
  const { cert, key } = ownFiles(data);
  const there = await readFile(cert, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new StartError(`${cert} cannot be read: ${error.code ?? error.message}`, { cause: error });
  });
  return there === null ? null : { cert: there, key: await read(key) };
}

async function keepOwn(data: string, pair: PemPair): Promise<PemPair> {
  const { folder, cert, key } = ownFiles(data);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(key, pair.key, 0o600);
  await writeWhole(cert, pair.cert);
  return pair;
}

/**
 * The certificate that the settings name; the hub's own is made once and stays, whatever its addresses become:
 * apps know it by its fingerprint. `null` where the hub serves plain http. Throws `StartError`.
 */
export async function openCertificate({ data, tls, address }: Settings): Promise<HubCertificate | null> {
  switch (tls.kind) {
    case 'none':
      return null;
    case 'files':
      return checked({ cert: await read(tls.cert), key: await read(tls.key) }, tls.cert);
    case 'own': {
      const host = address === null ? null : new URL(address).hostname.replace(/^\[(.+)\]$/, '$1');
      const pair = (await readOwn(data)) ?? (await keepOwn(data, await makeCertificate(host)));
      return checked(pair, ownFiles(data).cert);
    }
    default:
      return assertNever(tls);
  }
}

/** For a command beside the hub: lets this process reach it over https by the hub's own certificate. */
export async function trustOwnCertificate(settings: Settings): Promise<void> {
  const certificate = await openCertificate(settings);
  if (certificate?.pin) setDefaultCACertificates([...getCACertificates('default'), certificate.cert]);
}
