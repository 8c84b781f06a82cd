import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { StartError } from '../StartError.ts';
import type { HubEnv } from './checks.ts';
import { limitArrival } from './limitArrival.ts';
import type { PemPair } from './makeCertificate.ts';

export type Listening = {
  readonly server: Server;
  readonly port: number;
  /** Requests wait until there is something to serve them. */
  serve(app: Hono<HubEnv>): void;
};

function sentence(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `The hub cannot start: port ${port} on ${host} is in use. Set LECTERN_PORT to another one, or to 0 for any that is free.`;
  }
  if (error.code === 'EACCES') return `The hub cannot start: it may not listen on port ${port} of ${host}.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `The hub cannot start: LECTERN_HOST ${host} is not an address of this machine.`;
  }
  return `The hub cannot start: ${error.message}`;
}

/**
 * Takes the port at once, so that a second hub notices before it touches anything; https with a certificate,
 * else http. Throws `StartError`.
 */
export async function listen(
  host: string,
  port: number,
  certificate: PemPair | null = null,
): Promise<Listening> {
  let start: (app: Hono<HubEnv>) => void = () => undefined;
  const started = new Promise<Hono<HubEnv>>((resolve) => {
    start = resolve;
  });
  const listener = started.then((app) => getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const answerLater: RequestListener = (incoming, outgoing) => {
    limitArrival(incoming);
    void listener.then((answer) => answer(incoming, outgoing));
  };
  const server = certificate
    ? createSecureServer({ cert: certificate.cert, key: certificate.key }, answerLater)
    : createServer(answerLater);
  // Node's own limit would cut an upload that takes longer.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new StartError(sentence(error, host, port), { cause: error })));
    server.listen(port, host, resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return { server, port: taken, serve: start };
}
