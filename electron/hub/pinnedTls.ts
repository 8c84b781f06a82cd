import { Agent, type AgentOptions } from 'node:https';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { pemOf, pinOf } from './certificates.ts';

/** Certificates that were seen, as PEM, by their pin. */
const seen = new Map<string, string>();
const agents = new Map<string, Agent>();

/**
 * The certificate that a server shows, as DER. This is a look and no conversation: it cannot be verified before
 * it is known, so nothing is sent and nothing read, and the connection ends with the handshake.
 */
function look(url: URL, signal: AbortSignal): Promise<Buffer> {
  const host = url.hostname.replace(/^\[(.+)\]$/, '$1');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
    });
    const stop = (): void => void socket.destroy(new Error('no answer in time'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('secureConnect', () => {
      const { raw } = socket.getPeerCertificate();
      socket.destroy();
      resolve(raw);
    });
    socket.once('error', reject);
    socket.once('close', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('the connection was closed before a certificate came'));
    });
    if (signal.aborted) stop();
  });
}

/** Verified against the one certificate alone, and in its name's place by its very bytes. */
function optionsOf(pin: string, ca: string): AgentOptions {
  return {
    ca,
    // Said in so many words, so that NODE_TLS_REJECT_UNAUTHORIZED turns nothing off.
    rejectUnauthorized: true,
    // The certificate may be one of an authority's, and is trusted for itself.
    allowPartialTrustChain: true,
    // A resumed session would be let in without the comparison below.
    maxCachedSessions: 0,
    checkServerIdentity: (host, certificate) =>
      pinOf(certificate.raw) === pin
        ? undefined
        : new RefusedError('certificate-mismatch', `${host} shows another certificate`),
  };
}

/**
 * Connections to a server that has to show the certificate of a pin (rule A6). The certificate is looked at
 * first; what it says, and whether it is still valid, is then verified in full on each connection. Throws
 * `RefusedError('certificate-mismatch')`, or the system's error.
 * @param keepAlive whether a connection is kept for the next request
 */
export async function pinnedAgent(
  url: URL,
  pin: string,
  { keepAlive, signal }: { readonly keepAlive: boolean; readonly signal: AbortSignal },
): Promise<Agent> {
  if (!seen.has(pin)) {
    const der = await look(url, signal);
    if (pinOf(der) !== pin) {
      throw new RefusedError(
        'certificate-mismatch',
        `${url.host} shows another certificate than its invite names`,
      );
    }
    seen.set(pin, pemOf(der));
  }
  const name = `${pin} ${keepAlive}`;
  const agent = agents.get(name) ?? new Agent({ keepAlive, ...optionsOf(pin, seen.get(pin) ?? '') });
  agents.set(name, agent);
  return agent;
}
