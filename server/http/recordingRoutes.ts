import { httpBytes } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { may } from '#shared/people/permissions.ts';
import { sha256Hex } from '#shared/recordings/manifest.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import type { Renditions, StoredRendition } from '../recordings/Renditions.ts';
import { visibleContents } from '../recordings/visibleContents.ts';
import type { Store } from '../store/Store.ts';
import type { Readers } from '../sync/Readers.ts';
import { checkCaller, checkProtocol, type HubContext } from './checks.ts';
import { type Routes, route } from './route.ts';
import { type SentFile, sendFile } from './sendFile.ts';

type Place = Readonly<Record<string, string>>;

/** Recordings' manifests, bytes and blobs, each only to those who may watch it (rule M8). */
export function recordingRoutes(
  routes: Routes,
  deps: { readonly store: Store; readonly readers: Readers; readonly renditions: Renditions },
): void {
  const { app, access } = routes;
  const { store, readers, renditions } = deps;

  const contentsFor = async (accountId: string, place: Place): Promise<RecordingContents> => {
    const { workshopId = '', recordingId = '' } = place;
    const membership = await access.membership(accountId, workshopId);
    if (!may(membership.role, 'recording.watch')) throw new RefusedError('not-allowed');
    const reader = await readers.of(accountId, membership);
    return visibleContents(store, workshopId, recordingId, reader);
  };

  const renditionFor = async (accountId: string, place: Place): Promise<StoredRendition> => {
    const contents = await contentsFor(accountId, place);
    const listed = contents.renditions.some((rendition) => rendition.id === place.renditionId);
    const found = listed ? await renditions.find(place.renditionId ?? '') : null;
    if (!found) throw new RefusedError('not-found', 'rendition');
    return found;
  };

  const serve = (path: string, find: (accountId: string, place: Place) => Promise<SentFile>) => {
    const answer = async (c: HubContext): Promise<Response> => {
      checkProtocol(c);
      const { accountId } = await checkCaller(c, routes, 'bytes');
      return sendFile(c, await find(accountId, c.req.param()));
    };
    // Hono answers HEAD from the GET route.
    app.get(path, answer);
  };

  route(routes, 'manifest', async ({ caller, params }) => {
    return (await renditionFor(caller.accountId, params)).signed;
  });

  serve(httpBytes.rendition, async (accountId, place) => {
    const { signed, path } = await renditionFor(accountId, place);
    return { path, size: signed.manifest.size, type: signed.manifest.type, etag: signed.id };
  });

  serve(httpBytes.blob, async (accountId, place) => {
    const contents = await contentsFor(accountId, place);
    const hash = sha256Hex.safeParse(place.hash);
    const listed = hash.success && [contents.captions, contents.poster].includes(hash.data);
    const found = listed ? await renditions.findBlob(hash.data) : null;
    if (!hash.success || !found) throw new RefusedError('not-found', 'blob');
    return { ...found, etag: hash.data };
  });
}
