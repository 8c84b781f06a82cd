import type { Hono } from 'hono';
import { z } from 'zod';
import { type HttpName, type HttpReply, http } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Caller } from '../people/Access.ts';
import {
  addressOf,
  type CallerChecks,
  checkCaller,
  checkProtocol,
  type HubContext,
  type HubEnv,
} from './checks.ts';
import type { LimitName } from './Limits.ts';

type Parsed<N extends HttpName> = z.output<(typeof http)[N]['request']>;

/** A request that was let in and parsed. */
export type Call<N extends HttpName> = {
  readonly request: Parsed<N>;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Throws where the contract's entry asks for no account. */
  readonly caller: Caller;
};

export type Routes = CallerChecks & { readonly app: Hono<HubEnv> };

function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.')} ${issue.message}`.trim() : 'request';
}

async function readBody(c: HubContext): Promise<unknown> {
  // Hono answers HEAD from the GET route.
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return undefined;
  const text = await c.req.text();
  if (c.req.method === 'DELETE' && text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedError('malformed', 'not JSON');
  }
}

const limitOf: Partial<Record<HttpName, LimitName>> = { command: 'command', manifest: 'bytes' };

const uuid = z.uuid();

/** A path's parameter that must be an id. Throws `RefusedError` malformed. */
export function idParam(params: Call<HttpName>['params'], name: string): string {
  const read = uuid.safeParse(params[name]);
  if (!read.success) throw new RefusedError('malformed', name);
  return read.data;
}

/** Serves an entry of the contract: every check that needs no knowledge of the matter is made here. */
export function route<N extends HttpName>(
  routes: Routes,
  name: N,
  handler: (call: Call<N>) => Promise<HttpReply<N>>,
): void {
  const { app, limits, proxies } = routes;
  const entry = http[name];
  app.on(entry.method, entry.path, async (c) => {
    // An app of another protocol must be able to read which one this hub speaks.
    if (name !== 'hub') checkProtocol(c);
    const caller = entry.auth ? await checkCaller(c, routes, limitOf[name] ?? 'request') : null;
    if (!entry.auth) limits.take('door', addressOf(c, proxies));
    const read = entry.request.safeParse(await readBody(c));
    if (!read.success) throw new RefusedError('malformed', explain(read.error));
    const reply = await handler({
      request: read.data as Parsed<N>,
      params: c.req.param(),
      query: c.req.query(),
      get caller() {
        if (!caller) throw new Error(`${name} has no caller`);
        return caller;
      },
    });
    c.header('Cache-Control', 'no-store');
    return c.json(reply);
  });
}
