import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { http, IMPORT_PART_LENGTH, UPLOADS_PATH } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { HubEnv } from './checks.ts';

const BODY_LIMIT = 64 * 1024;
/** JSON writes a character as six bytes at most. */
const PART_LIMIT = IMPORT_PART_LENGTH * 6 + 1024;

const limitTo = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new RefusedError('too-large', `more than ${maxSize} bytes`);
    },
  });
const usual = limitTo(BODY_LIMIT);
const ofPart = limitTo(PART_LIMIT);
const { method, path } = http.importPart;
const pattern = (path: string, rest = ''): RegExp =>
  new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}${rest}$`);
const partPath = pattern(path);
const uploadPath = pattern(UPLOADS_PATH, '(/[^/]+)?');

/** Uploads limit themselves, by what was announced; theirs is the one body that is not small. */
export function isUpload(path: string): boolean {
  return uploadPath.test(path);
}

/** Rule A5: no request is larger than what is asked for; only a part of an import is more than a little. */
export const bodyLimits: MiddlewareHandler<HubEnv> = (c, next) => {
  if (isUpload(c.req.path)) return next();
  if (c.req.header('transfer-encoding') !== undefined) throw new RefusedError('malformed', 'Content-Length');
  // Nothing says how long it is, and all of it is there: it has no body.
  if (c.req.header('content-length') === undefined && c.env.incoming.complete) return next();
  return (c.req.method === method && partPath.test(c.req.path) ? ofPart : usual)(c, next);
};
