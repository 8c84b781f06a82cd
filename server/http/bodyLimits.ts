import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { http, IMPORT_PART_LENGTH } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

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
const partPath = new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}$`);

/** Rule A5: no request is larger than what is asked for; only a part of an import is more than a little. */
export const bodyLimits: MiddlewareHandler = (c, next) =>
  (c.req.method === method && partPath.test(c.req.path) ? ofPart : usual)(c, next);
