import { createHash } from 'node:crypto';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode } from '../files/errors.ts';

/** SHA-256 of a certificate's DER, base64url: its pin in an invite link (rule A6). */
export function pinOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('base64url');
}

/** The first certificate of a PEM text, as DER. */
export function derOf(pem: string): Buffer {
  const [, body = ''] = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(pem) ?? [];
  return Buffer.from(body, 'base64');
}

export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** What Node says of a certificate that it does not take: unknown, of another name, not valid now. */
const faults =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH|INVALID_PURPOSE|INVALID_CA)/;

export function isCertificateFault(error: unknown): boolean {
  if (error instanceof RefusedError) return error.reason === 'certificate-mismatch';
  return faults.test(errorCode(error) ?? '');
}
