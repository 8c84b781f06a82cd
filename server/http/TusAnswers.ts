import { ERRORS, Server } from '@tus/server';
import { httpPath, UPLOADS_PATH } from '#shared/contracts/http.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { UPLOAD_LIMIT } from '#shared/recordings/upload.ts';
import { DISK_FULL, refusalOfDisk, UploadFiles } from '../recordings/uploads/UploadFiles.ts';
import type { Uploads } from '../recordings/uploads/Uploads.ts';

/** How long a request for an upload waits, in ms, until another one that is writing it has let go. */
const LET_GO = 200;

const reasons: Readonly<Record<number, RefusalReason>> = {
  404: 'not-found',
  // The offset is another one, which asking for it tells.
  409: 'hub-error',
  410: 'file-gone',
  413: 'too-large',
  [DISK_FULL]: 'disk-full',
};

function reasonOf(status: number, said: string): RefusalReason {
  if (said === ERRORS.FILE_WRITE_ERROR.body) return 'cannot-write';
  // Another request for the upload came meanwhile.
  if (said === ERRORS.ABORTED.body) return 'hub-error';
  return reasons[status] ?? (status < 500 ? 'malformed' : 'hub-error');
}

export function placeOf(workshopId: string, uploadId: string): string {
  return `${httpPath(UPLOADS_PATH, { workshopId })}/${uploadId}`;
}

/** What the tus server says, without what is ours to say: who may, and which pages (rule D7). */
export class TusAnswers {
  readonly #server: Server;
  /** The upload that each request was checked for; tus itself would take what a query ends with. */
  readonly #checked = new WeakMap<Request, string>();

  constructor(uploads: Uploads) {
    this.#server = new Server({
      path: '/',
      datastore: new UploadFiles(uploads),
      maxSize: UPLOAD_LIMIT,
      lockDrainTimeout: LET_GO,
      allowedOrigins: () => false,
      namingFunction: (request) => this.#checkedOf(request),
      getFileIdFromRequest: (request) => this.#checkedOf(request),
      generateUrl: (request, { id }) => `${new URL(request.url).pathname.replace(/\/+$/, '')}/${id}`,
      onResponseError: (_request, error) => refusalOfDisk(error),
      onUploadFinish: async (_request, { id }) => {
        await uploads.finish(id);
        return {};
      },
    });
  }

  /**
   * The request was checked, for this upload. What tus refuses is the contract's JSON, with the status that tus
   * gives it.
   */
  async to(request: Request, uploadId: string): Promise<Response> {
    this.#checked.set(request, uploadId);
    const answer = await this.#server.handleWeb(request);
    const headers = new Headers(answer.headers);
    for (const name of answer.headers.keys()) if (name.startsWith('access-control-')) headers.delete(name);
    if (answer.status < 400) return new Response(answer.body, { status: answer.status, headers });
    const said = await answer.text();
    for (const name of ['content-length', 'content-type']) headers.delete(name);
    const refused = new RefusedError(reasonOf(answer.status, said), said.trim());
    return Response.json(refused.toRefusal(), { status: answer.status, headers });
  }

  #checkedOf(request: Request): string {
    const uploadId = this.#checked.get(request);
    if (uploadId === undefined) throw new Error('a request came to tus unchecked');
    return uploadId;
  }

  /** The answer to who announces again what is there, or asks how much has come of what was taken over. */
  static ready(status: 200 | 201, headers: Readonly<Record<string, string>>): Response {
    const always = { 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' };
    return new Response(null, { status, headers: { ...always, ...headers } });
  }
}
