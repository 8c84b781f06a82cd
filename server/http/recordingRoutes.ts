import { httpBytes } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { may } from '#shared/people/permissions.ts';
import { sha256Hex } from '#shared/recordings/manifest.ts';
import { blobsOf, type RecordingContents } from '#shared/recordings/recording.ts';
import { Photos } from '../recordings/Photos.ts';
import type { Renditions, StoredBlob, StoredRendition } from '../recordings/Renditions.ts';
import { visibleContents } from '../recordings/visibleContents.ts';
import type { Store } from '../store/Store.ts';
import type { Readers } from '../sync/Readers.ts';
import { checkCaller, checkProtocol, type HubContext } from './checks.ts';
import type { OpenTransfers } from './OpenTransfers.ts';
import { type Routes, route } from './route.ts';
import { type SentFile, sendFile } from './sendFile.ts';

type Place = Readonly<Record<string, string>>;

export type RecordingDeps = {
  readonly store: Store;
  readonly readers: Readers;
  readonly renditions: Renditions;
  readonly transfers: OpenTransfers;
};

/** Recordings' manifests, bytes and blobs, each only to those who may watch it (rule M8), and people's photos. */
export function recordingRoutes(routes: Routes, deps: RecordingDeps): void {
  const { app, access } = routes;
  const { store, readers, renditions, transfers } = deps;
  const photos = new Photos(store);

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

  const blobNamed = async (hash: string, isNamed: (hash: string) => boolean | Promise<boolean>) => {
    const named = sha256Hex.safeParse(hash).success && (await isNamed(hash));
    const found: StoredBlob | null = named ? await renditions.findBlob(hash) : null;
    if (!found) throw new RefusedError('not-found', 'blob');
    return { ...found, etag: hash };
  };

  /** `find` says what is there for whom; it is asked again when that may have changed while bytes flow. */
  const serve = (path: string, find: (accountId: string, place: Place) => Promise<SentFile>) => {
    const answer = async (c: HubContext): Promise<Response> => {
      checkProtocol(c);
      const caller = await checkCaller(c, routes, 'bytes');
      const place = c.req.param();
      const { workshopId = '' } = place;
      const check = () => find(caller.accountId, place);
      return transfers.run({ ...caller, workshopId }, check, (file, signal) =>
        sendFile(c, renditions.media, file, signal),
      );
    };
    // Hono answers HEAD from the GET route.
    app.get(path, answer);
  };

  route(routes, 'manifest', async ({ caller, params }) => {
    return (await renditionFor(caller.accountId, params)).signed;
  });

  serve(httpBytes.rendition, async (accountId, place) => {
    const { signed, hash } = await renditionFor(accountId, place);
    return { hash, size: signed.manifest.size, type: signed.manifest.type, etag: signed.id };
  });

  serve(httpBytes.blob, async (accountId, place) => {
    const contents = await contentsFor(accountId, place);
    return blobNamed(place.hash ?? '', (hash) => blobsOf(contents).includes(hash));
  });

  serve(httpBytes.photo, async (accountId, place) => {
    const { workshopId = '', hash = '' } = place;
    const { role } = await access.membership(accountId, workshopId);
    if (!may(role, 'program.read')) throw new RefusedError('not-allowed');
    return blobNamed(hash, () => photos.isShown(workshopId, hash));
  });
}
