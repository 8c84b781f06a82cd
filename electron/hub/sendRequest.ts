import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pinnedAgent } from './pinnedTls.ts';

export type Sent = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  /** A stream is opened when it can be sent, and read no further once the server has answered. */
  readonly body?: string | (() => Readable);
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
  // What was sent over a kept connection that has ended may be asked again, so only what changes nothing is. A part
  // of an upload is not sent again; but a server that answers one early keeps the connection, so that its answer is
  // read before the rest fails to go.
  const keepAlive = method === 'GET' || method === 'HEAD' || method === 'PATCH';
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
      const again = outgoing.reusedSocket && typeof sent.body !== 'function';
      if (again && !answered && !sent.signal.aborted) resolve(sendRequest(address, sent));
      else reject(error);
    });
    if (typeof sent.body === 'function') sendStream(outgoing, sent.body());
    else outgoing.end(sent.body);
  });
}

function sendStream(outgoing: ClientRequest, body: Readable): void {
  outgoing.once('response', (answer) => {
    if (outgoing.writableFinished) return;
    body.destroy();
    // The rest of the body never comes, and the connection is of no more use.
    answer.once('close', () => outgoing.destroy());
  });
  outgoing.once('close', () => body.destroy());
  body.once('error', (error) => outgoing.destroy(error));
  body.pipe(outgoing);
}
