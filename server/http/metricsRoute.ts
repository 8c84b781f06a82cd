import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Config } from '../config.ts';
import type { HubMetrics } from '../metrics/HubMetrics.ts';
import { PROMETHEUS_TYPE } from '../metrics/prometheusText.ts';
import { addressOf, type HubContext } from './checks.ts';
import type { Routes } from './route.ts';

export const METRICS_PATH = '/v1/metrics';

export type MetricsDeps = {
  readonly metrics: Pick<HubMetrics, 'text'>;
  readonly metricsAccess: MetricsAccess;
};

export type MetricsAccess = {
  /** Whoever has it may ask from anywhere; `null`: nobody. */
  readonly token: string | null;
  /** Whoever asks from this machine may; not where a proxy may stand in front that nobody has named. */
  readonly local: boolean;
};

/** A hub that is https only by a proxy knows who asks only where it knows the proxy. */
export function metricsAccessOf(
  config: Pick<Config, 'metricsToken' | 'address' | 'tls' | 'trustedProxies'>,
): MetricsAccess {
  const proxied = config.address?.startsWith('https:') === true && config.tls.kind === 'none';
  return { token: config.metricsToken, local: !proxied || config.trustedProxies.length > 0 };
}

/** The hub's figures for its organizers' monitoring. To everybody else there is no such address. */
export function metricsRoute(routes: Routes, { metrics, metricsAccess }: MetricsDeps): void {
  const { app, limits, proxies } = routes;
  app.get(METRICS_PATH, async (c) => {
    limits.take('door', addressOf(c, proxies));
    const allowed = hasToken(c, metricsAccess.token) || (metricsAccess.local && isLocal(c, routes));
    if (!allowed) throw new RefusedError('not-found', 'no such address');
    c.header('Cache-Control', 'no-store');
    c.header('Content-Type', PROMETHEUS_TYPE);
    return c.body(await metrics.text());
  });
}

function hasToken(c: HubContext, token: string | null): boolean {
  const [, said] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (token === null || said === undefined) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(said), digest(token));
}

/** A proxy that nobody has named is on this machine too, but it says for whom it asks. */
function isLocal(c: HubContext, { proxies }: Pick<Routes, 'proxies'>): boolean {
  const client = addressOf(c, proxies);
  const peer = proxies.clientOf(c.env.incoming.socket.remoteAddress, undefined);
  const forwarded = c.req.header('x-forwarded-for') ?? c.req.header('forwarded') ?? c.req.header('via');
  if (forwarded !== undefined && client === peer) return false;
  // A page in a browser here could ask under a name of its own that leads here.
  if (c.req.header('origin') !== undefined) return false;
  return client === '::1' || (isIPv4(client) && client.startsWith('127.'));
}
