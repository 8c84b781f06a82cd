import type { UploadTarget } from '#shared/recordings/upload.ts';

/** An upload that is whole on the hub's disk. Its file is the receiver's, who deletes it when done. */
export type UploadedFile = {
  /** Also the id of the job's row. */
  readonly uploadId: string;
  readonly workshopId: string;
  /** Who sent it. */
  readonly accountId: string;
  readonly target: UploadTarget;
  /** On the hub's disk, whatever the media store is. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
};

/**
 * Takes over an upload. Resolves when that it was taken is stored durably (the job's row); what it is worth
 * is found out afterwards. It is called again, with the same `uploadId`, for what was whole when the hub
 * ended before it resolved, and then does nothing but resolve where the job is there already. Where it
 * rejects, the file stays and is offered again at the hub's next start.
 */
export type OnUploaded = (file: UploadedFile) => Promise<void>;
