import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { httpBytes } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { PACK_SIGNATURE_HEADER } from '#shared/packs/pack.ts';
import { may } from '#shared/people/permissions.ts';
import type { PackSnapshots } from '../packs/PackSnapshots.ts';
import { checkCaller, checkProtocol } from './checks.ts';
import { idParam, type Routes } from './route.ts';

/** The public snapshots that packs carry (rule M7), for members of their workshop. */
export function packRoutes(routes: Routes, { packs }: { readonly packs: PackSnapshots }): void {
  const { app, access } = routes;
  app.get(httpBytes.snapshot, async (c) => {
    checkProtocol(c);
    const { accountId } = await checkCaller(c, routes, 'request');
    const workshopId = idParam(c.req.param(), 'workshopId');
    const { role } = await access.membership(accountId, workshopId);
    if (!may(role, 'program.read')) throw new RefusedError('not-allowed');
    const { signed, path } = await packs.of(workshopId);
    c.header(PACK_SIGNATURE_HEADER, JSON.stringify(signed));
    c.header('Cache-Control', 'no-store');
    c.header('Content-Type', 'application/jsonl; charset=utf-8');
    c.header('Content-Length', String(signed.size));
    if (c.req.method === 'HEAD') return c.body(null);
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream);
  });
}
