import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';
import { pinnedAgent } from './pinnedTls.ts';

export type Sent = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Of the certificate that has to be shown; `null` goes by the normal rules. */
  readonly pin: string | null;
};

// Said in so many words, so that NODE_TLS_REJECT_UNAUTHORIZED turns nothing off.
const verified = { rejectUnauthorized: true };
const kept = {
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ ...verified, keepAlive: true }),
};
const once = { http: new HttpAgent(), https: new HttpsAgent(verified) };

async function open(url: URL, sent: Sent): Promise<ClientRequest> {
  const { method, headers, signal, pin } = sent;
  // What was sent over a kept connection that has ended may be asked again, so only what changes nothing is.
  const keepAlive = method === 'GET';
  const agents = keepAlive ? kept : once;
  if (url.protocol === 'http:') return request(url, { method, headers, signal, agent: agents.http });
  const agent = pin === null ? agents.https : await pinnedAgent(url, pin, { keepAlive, signal });
  return secureRequest(url, { method, headers, signal, agent });
}

/**
 * One request; redirects are not followed. Where a kept connection turns out to have ended meanwhile, it is sent
 * once more over another. Rejects with the system's error, or `RefusedError('certificate-mismatch')`.
 */
export async function sendRequest(address: string, sent: Sent): Promise<IncomingMessage> {
  const outgoing = await open(new URL(address), sent);
  return new Promise((resolve, reject) => {
    let answered = false;
    outgoing.once('response', (answer) => {
      answered = true;
      resolve(answer);
    });
    outgoing.on('error', (error) => {
      if (outgoing.reusedSocket && !answered && !sent.signal.aborted) resolve(sendRequest(address, sent));
      else reject(error);
    });
    outgoing.end(sent.body);
  });
}
