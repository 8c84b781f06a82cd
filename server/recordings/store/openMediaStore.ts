import type { Config } from '../../config.ts';
import { FolderStore } from './FolderStore.ts';
import type { MediaStore } from './MediaStore.ts';

/** The media store that the settings name. Throws `StartError` where it cannot be used. */
export async function openMediaStore({ data, s3 }: Pick<Config, 'data' | 's3'>): Promise<MediaStore> {
  if (s3 === null) return FolderStore.open(data);
  // Hubs on a folder, which most are, need not wait for the client of S3.
  const { S3Store } = await import('./S3Store.ts');
  return S3Store.open(s3);
}
