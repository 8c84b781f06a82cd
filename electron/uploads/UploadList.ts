import { join } from 'node:path';
import { z } from 'zod';
import { uploadTarget } from '#shared/recordings/upload.ts';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';

/** An upload as it outlives the app. */
const storedUpload = z.object({
  hub: z.string(),
  workshopId: z.uuid(),
  uploadId: z.uuid(),
  target: uploadTarget,
  path: z.string(),
  /** Of the file when it was chosen. */
  size: z.int().nonnegative(),
  mtimeMs: z.number(),
  /** The upload's path at the hub; `null` until the hub has said it. */
  place: z.string().nullable(),
  /** Bytes that the hub had when it last said so. */
  kept: z.int().nonnegative(),
  paused: z.boolean(),
  /** Given up here; the hub has still to hear of it. */
  leaving: z.boolean(),
});
export type StoredUpload = Readonly<z.infer<typeof storedUpload>>;

/** The uploads of a profile, `uploads.json`. Paths are in no other file, and leave main nowhere. */
export function uploadList(folder: string, log: Log): JsonFile<StoredUpload[]> {
  const path = join(folder, 'uploads.json');
  return new JsonFile({ path, schema: z.array(storedUpload), empty: [], log, mode: 0o600 });
}
