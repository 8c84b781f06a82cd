import { join } from 'node:path';
import { z } from 'zod';
import { type RenditionRef, renditionRef } from '#shared/contracts/ipcDownloads.ts';
import { type SignedManifest, signedManifest } from '#shared/recordings/manifest.ts';
import { errorLine } from '../files/errors.ts';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import { verifyManifest } from './verifyManifest.ts';

const kept = z.object({ ref: renditionRef, signed: signedManifest });
type Kept = z.infer<typeof kept>;

/** What a rendition's folder says that it is. */
export function manifestFile(folder: string, log: Log): JsonFile<Kept | null> {
  return new JsonFile({ path: join(folder, 'manifest.json'), schema: kept.nullable(), empty: null, log });
}

/** The manifest in a folder; `null` where there is none, or one that is not the rendition's or the hub's. */
export async function storedManifest(of: {
  readonly folder: string;
  readonly ref: RenditionRef;
  readonly publicKey: string;
  readonly log: Log;
}): Promise<SignedManifest | null> {
  const { folder, ref, publicKey, log } = of;
  const stored = await manifestFile(folder, log).read();
  if (!stored) return null;
  try {
    verifyManifest(stored.signed, ref.rendition.id, publicKey);
    return stored.signed;
  } catch (error) {
    log.warn(`manifest of ${ref.rendition.id}: ${errorLine(error)}`);
    return null;
  }
}
