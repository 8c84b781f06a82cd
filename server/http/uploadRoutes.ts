import { Metadata } from '@tus/server';
import { z } from 'zod';
import { UPLOADS_PATH } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { uploadTarget } from '#shared/recordings/upload.ts';
import { assertMayUpload } from '../recordings/uploads/mayUpload.ts';
import type { AnnouncedUpload } from '../recordings/uploads/UploadRows.ts';
import type { Uploads } from '../recordings/uploads/Uploads.ts';
import type { Store } from '../store/Store.ts';
import type { Readers } from '../sync/Readers.ts';
import { checkCaller, checkProtocol, type HubContext } from './checks.ts';
import type { OpenTransfers, Transfer } from './OpenTransfers.ts';
import type { Routes } from './route.ts';
import { placeOf, TusAnswers } from './TusAnswers.ts';

export type UploadDeps = {
  readonly store: Store;
  readonly readers: Readers;
  readonly uploads: Uploads;
  readonly transfers: OpenTransfers;
};

/** A name that is one on every file system, and one and the same wherever it is compared. */
const uploadId = z.uuid().lowercase();
const metadata = z.object({
  id: uploadId,
  target: z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  }),
});
const announced = z.object({ id: uploadId, target: uploadTarget });
const size = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** What an upload's first request says of it. Throws `RefusedError` malformed. */
function readAnnouncement(c: HubContext, { accountId, workshopId }: Transfer): AnnouncedUpload {
  if (c.req.header('tus-resumable') !== '1.0.0') throw new RefusedError('malformed', 'Tus-Resumable');
  const length = size.safeParse(c.req.header('upload-length'));
  if (!length.success) throw new RefusedError('malformed', 'Upload-Length');
  try {
    const said = metadata.parse(Metadata.parse(c.req.header('upload-metadata')));
    const { id, target } = announced.parse(said);
    return { uploadId: id, workshopId, accountId, target, size: length.data, handed: false };
  } catch {
    throw new RefusedError('malformed', 'Upload-Metadata');
  }
}

function idOf(c: HubContext): string {
  const read = uploadId.safeParse(c.req.param('uploadId'));
  if (!read.success) throw new RefusedError('not-found', 'upload');
  return read.data;
}

/** Finds what a request is about, and rejects where its sender may not; asked again while bytes come. */
type Check<F> = (c: HubContext, who: Transfer) => Promise<F>;
/** `signal` is aborted where what was checked does not hold any more. */
type Answer<F> = (c: HubContext, found: F, signal: AbortSignal) => Promise<Response>;

/** Uploads by tus 1.0, into the hub's own folder; every request is checked as every other of the hub's. */
export function uploadRoutes(routes: Routes, deps: UploadDeps): void {
  const { app, access } = routes;
  const { uploads, transfers } = deps;
  const tus = new TusAnswers(uploads);

  const serve = <F>(method: string, path: string, check: Check<F>, answer: Answer<F>) => {
    app.on(method, path, async (c) => {
      checkProtocol(c);
      const { accountId, deviceId } = await checkCaller(c, routes, 'request');
      const who = { accountId, deviceId, workshopId: c.req.param('workshopId') ?? '' };
      return transfers.run(
        who,
        () => check(c, who),
        (found, signal) => answer(c, found, signal),
      );
    });
  };

  const own: Check<AnnouncedUpload> = async (c, { accountId, workshopId }) => {
    await access.membership(accountId, workshopId);
    return uploads.own(idOf(c), workshopId, accountId);
  };
  const allowed: Check<AnnouncedUpload> = async (c, who) => {
    const upload = await own(c, who);
    await assertMayUpload(
      deps,
      who.accountId,
      await access.membership(who.accountId, who.workshopId),
      upload,
    );
    return upload;
  };
  const announcing: Check<AnnouncedUpload> = async (c, who) => {
    const membership = await access.membership(who.accountId, who.workshopId);
    const wanted = readAnnouncement(c, who);
    await assertMayUpload(deps, who.accountId, membership, wanted);
    return wanted;
  };

  /** With the bytes of the request, which end where they are not allowed any more. */
  const receive: Answer<AnnouncedUpload> = async (c, { uploadId }, signal) => {
    const cut = () => c.env.incoming.destroy();
    signal.addEventListener('abort', cut, { once: true });
    try {
      return await tus.to(c.req.raw, uploadId);
    } finally {
      signal.removeEventListener('abort', cut);
    }
  };

  serve('POST', UPLOADS_PATH, announcing, async (c, wanted, signal) => {
    const { workshopId, uploadId } = wanted;
    const made: Response[] = [];
    await uploads.announce(wanted, async () => {
      const answer = await receive(c, wanted, signal);
      made.push(answer);
      return answer.ok;
    });
    return made[0] ?? TusAnswers.ready(201, { Location: placeOf(workshopId, uploadId) });
  });

  const place = `${UPLOADS_PATH}/:uploadId`;

  // Hono answers HEAD from the GET route.
  serve('GET', place, allowed, async (c, { uploadId, handed, size: bytes }) => {
    if (c.req.method !== 'HEAD') throw new RefusedError('not-found', 'an upload is not for reading');
    if (!handed) return tus.to(c.req.raw, uploadId);
    return TusAnswers.ready(200, { 'Upload-Offset': String(bytes), 'Upload-Length': String(bytes) });
  });

  serve('PATCH', place, allowed, async (c, upload, signal) => {
    if (upload.handed) throw new RefusedError('already-done', 'the upload is whole');
    await uploads.assertRoomFor(upload);
    return receive(c, upload, signal);
  });

  serve('DELETE', place, own, async (c, { uploadId, handed }) => {
    if (handed) throw new RefusedError('already-done', 'the upload is whole');
    return tus.to(c.req.raw, uploadId);
  });
}
