import type { MiddlewareHandler } from 'hono';
import { APP_ORIGIN, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

const PREFLIGHT_SECONDS = 7200;

/** Rule D7: of all pages, only the app's own may ask. What is no page sends no origin. */
export const cors: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  c.header('Vary', 'Origin');
  if (origin === undefined) return next();
  if (origin !== APP_ORIGIN) throw new RefusedError('wrong-origin');
  c.header('Access-Control-Allow-Origin', APP_ORIGIN);
  c.header('Access-Control-Expose-Headers', 'Accept-Ranges, Content-Length, Content-Range, ETag');
  if (c.req.method !== 'OPTIONS') return next();
  c.header('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, DELETE');
  c.header('Access-Control-Allow-Headers', `Authorization, Content-Type, Range, ${PROTOCOL_HEADER}`);
  c.header('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
  if (c.req.header('access-control-request-private-network') === 'true') {
    c.header('Access-Control-Allow-Private-Network', 'true');
  }
  return c.body(null, 204);
};
