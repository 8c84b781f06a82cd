import { z } from 'zod';
import { uploadTarget } from '../recordings/upload.ts';
import { refusalReason } from './refusals.ts';

const done = z.object({});

/** A file that the person chose or dropped; the window has its token, and only main its path. */
export const chosenFile = z.object({ token: z.uuid(), name: z.string(), size: z.int().nonnegative() });
export type ChosenFile = Readonly<z.infer<typeof chosenFile>>;

export const filePurpose = z.enum(['recording', 'captions', 'slides', 'photo', 'pack']);
export type FilePurpose = z.infer<typeof filePurpose>;

const bytes = z.int().nonnegative();

/** An upload of this device. It goes on by itself after a restart, and when its hub is reached again. */
export const upload = z.object({
  hub: z.string(),
  workshopId: z.uuid(),
  uploadId: z.uuid(),
  target: uploadTarget,
  size: bytes,
  sent: bytes,
  state: z.enum(['running', 'paused', 'waiting', 'failed', 'done']),
  reason: refusalReason.nullable(),
});
export type Upload = Readonly<z.infer<typeof upload>>;

const which = upload.pick({ hub: true, uploadId: true });

export const uploadRequests = {
  /** The system's dialog; empty where it was closed without a choice. */
  'files.choose': {
    request: z.object({ purpose: filePurpose }),
    reply: z.object({ files: z.array(chosenFile) }),
  },
  'uploads.list': { request: z.object({ hub: z.string() }), reply: z.array(upload) },
  /** Begins to send; the id of the upload is that of the hub's job. */
  'uploads.start': {
    request: z.object({ hub: z.string(), workshopId: z.uuid(), token: z.uuid(), target: uploadTarget }),
    reply: upload,
  },
  'uploads.pause': { request: which, reply: done },
  'uploads.resume': { request: which, reply: done },
  /** Gives the upload up, at the hub too; one that is done leaves the list. */
  'uploads.cancel': { request: which, reply: done },
} as const;

export const uploadNotices = {
  /** `null`: it left the list. */
  'uploads.changed': which.extend({ upload: upload.nullable() }),
} as const;
