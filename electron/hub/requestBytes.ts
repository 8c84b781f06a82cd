import { Agent as HttpAgent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';

const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

/**
 * A GET over a connection that is kept for the next one. Where a kept connection turns out to have ended
 * meanwhile, it is asked once more over another. Rejects with the system's error.
 */
export function requestBytes(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = new URL(url).protocol === 'https:';
    const options: RequestOptions = { headers, signal, agent: secure ? agents.https : agents.http };
    const outgoing = secure ? secureRequest(url, options) : request(url, options);
    let answered = false;
    outgoing.once('response', (answer) => {
      answered = true;
      resolve(answer);
    });
    outgoing.on('error', (error) => {
      if (outgoing.reusedSocket && !answered && !signal.aborted) resolve(requestBytes(url, headers, signal));
      else reject(error);
    });
    outgoing.end();
  });
}
