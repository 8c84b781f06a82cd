import { DetailedError, type HttpStack, Upload } from 'tus-js-client';
import { httpPath, UPLOADS_PATH } from '#shared/contracts/http.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import type { LocalFile } from './ChosenFiles.ts';
import { FileSlices } from './FileSlices.ts';
import { refusedIn } from './TusStack.ts';

export type Sending = {
  readonly address: string;
  readonly workshopId: string;
  readonly uploadId: string;
  readonly target: UploadTarget;
  readonly file: LocalFile;
  /** The upload's path at the hub, where it is known from before. */
  readonly place: string | null;
};

type Around = {
  readonly stack: HttpStack;
  readonly signal: AbortSignal;
  readonly onPlace: (place: string) => void;
  /** Bytes that have been sent, of the whole file; `kept` is what the hub says that it has. */
  readonly onProgress: (sent: number) => void;
  readonly onKept: (kept: number) => void;
};

/** Bytes of one request. After a broken one the hub is asked how much of it came. */
const PART = 16 * 1024 * 1024;

/**
 * Sends a file from where the hub has it. Resolves when all of it has come; rejects with `RefusedError`, or
 * with the signal's reason where it was stopped.
 */
export async function sendUpload(sending: Sending, around: Around): Promise<void> {
  const { signal } = around;
  signal.throwIfAborted();
  const slices = await FileSlices.open(sending.file);
  try {
    await run(sending, slices, around);
  } finally {
    await slices.end();
  }
}

function run(sending: Sending, slices: FileSlices, around: Around): Promise<void> {
  const { signal, stack } = around;
  const { address, workshopId, uploadId, target, place } = sending;
  return new Promise((resolve, reject) => {
    // The reader below opens what is sent, whatever is given here.
    const upload = new Upload(Buffer.alloc(1), {
      endpoint: new URL(httpPath(UPLOADS_PATH, { workshopId }), address).href,
      uploadUrl: place === null ? null : new URL(place, address).href,
      metadata: { id: uploadId, target: JSON.stringify(target) },
      chunkSize: PART,
      retryDelays: null,
      storeFingerprintForResuming: false,
      httpStack: stack,
      fileReader: { openFile: async () => slices },
      onUploadUrlAvailable: () => {
        if (upload.url !== null) around.onPlace(new URL(upload.url).pathname);
      },
      onProgress: around.onProgress,
      onChunkComplete: (_size, kept) => around.onKept(kept),
      onSuccess: () => resolve(),
      onError: (error) => reject(refusalOf(error)),
    });
    const stop = (): void => {
      reject(signal.reason);
      void upload.abort();
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    else upload.start();
  });
}

/** Deletes what the hub has of an upload; one that it does not have is fine. Throws `RefusedError`. */
export async function giveUp(
  { address, place }: { readonly address: string; readonly place: string },
  stack: HttpStack,
): Promise<void> {
  const url = new URL(place, address).href;
  try {
    await Upload.terminate(url, { httpStack: stack, retryDelays: null });
  } catch (error) {
    const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
    if (status !== 404 && status !== 410) throw refusalOf(error);
  }
}

/** Where an upload lies at a hub that has not said so. */
export function usualPlace({ workshopId, uploadId }: Pick<Sending, 'workshopId' | 'uploadId'>): string {
  return `${httpPath(UPLOADS_PATH, { workshopId })}/${uploadId}`;
}

const byStatus: Readonly<Record<number, RefusalReason>> = {
  401: 'token-expired',
  403: 'not-allowed',
  404: 'not-found',
  // Somebody else holds the upload, or its offset is another one: asking anew tells.
  409: 'hub-error',
  423: 'hub-error',
  413: 'too-large',
  429: 'too-many',
};

function refusalOf(error: unknown): RefusedError {
  if (!(error instanceof DetailedError)) return asRefused(error);
  const { originalResponse, causingError } = error;
  if (!originalResponse) return asRefused(causingError ?? error);
  const status = originalResponse.getStatus();
  const named = refusedIn(originalResponse.getBody());
  return new RefusedError(named ?? byStatus[status] ?? 'hub-error', `the hub answered ${status}`);
}

function asRefused(error: unknown): RefusedError {
  if (error instanceof RefusedError) return error;
  return new RefusedError('hub-error', error instanceof Error ? error.message : String(error));
}
