import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ByteRange } from '#shared/recordings/chunks.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { StartError } from '../../StartError.ts';
import type { S3Setting } from '../../s3Setting.ts';
import { FileHashes } from './FileHashes.ts';
import type { Arriving, KeptFile, MediaStore } from './MediaStore.ts';

/** Of so many bytes a part; 10,000 parts, as many as S3 takes, hold more than may be uploaded. */
const PART = 8 * CHUNK_SIZE;
const PARTS_AT_ONCE = 2;

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}

function startFault(bucket: string, error: unknown): StartError {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  const why =
    status === 404
      ? 'there is no such bucket'
      : status === 401 || status === 403
        ? 'the keys do not open it'
        : status === 301 || status === 400
          ? 'it is not there as LECTERN_S3_REGION, LECTERN_S3_ENDPOINT and LECTERN_S3_PATH_STYLE say'
          : 'its server cannot be reached';
  const sentence = `The hub cannot start: its media store, the bucket ${bucket}, cannot be used: ${why}.`;
  return new StartError(sentence, { cause: error });
}

async function hashFile(source: string): Promise<KeptFile> {
  const hashes = new FileHashes();
  for await (const part of createReadStream(source, { highWaterMark: CHUNK_SIZE }))
    hashes.update(part as Buffer);
  return hashes.finish();
}

/** The file's bytes; ends in an error, and the upload with it, where they are not those that were hashed. */
async function* sameBytes(source: string, hash: string): AsyncGenerator<Buffer> {
  const hashes = new FileHashes();
  for await (const part of createReadStream(source, { highWaterMark: CHUNK_SIZE })) {
    hashes.update(part as Buffer);
    yield part as Buffer;
  }
  if (hashes.finish().hash !== hash)
    throw new Error('a file changed while it was taken into the media store');
}

/** The media store in a bucket of S3, or of a server that speaks it. The names are those of the folder's files. */
export class S3Store implements MediaStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  private constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** Throws `StartError` where the bucket cannot be used. */
  static async open({ endpoint, bucket, region, keys, pathStyle }: S3Setting): Promise<S3Store> {
    const client = new S3Client({
      region,
      forcePathStyle: pathStyle,
      // Servers other than Amazon's know no checksums in trailers; what is read back is verified by its hash.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint === null ? {} : { endpoint }),
      ...(keys === null ? {} : { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
    });
    try {
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
    } catch (error) {
      client.destroy();
      throw startFault(bucket, error);
    }
    return new S3Store(client, bucket);
  }

  async has(hash: string): Promise<boolean> {
    try {
      await this.#client.send(new HeadObjectCommand(this.#place(hash)));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** An object is there when its upload has ended, and not before; one that fails leaves no parts behind. */
  async keep(source: string, arriving?: Arriving): Promise<KeptFile> {
    const kept = await hashFile(source);
    await arriving?.(kept.hash);
    if (await this.has(kept.hash)) return kept;
    const upload = new Upload({
      client: this.#client,
      params: { ...this.#place(kept.hash), Body: Readable.from(sameBytes(source, kept.hash)) },
      partSize: PART,
      queueSize: PARTS_AT_ONCE,
    });
    await upload.done();
    return kept;
  }

  async *read(hash: string, { start, end }: ByteRange, signal?: AbortSignal) {
    const body = await this.#body(hash, `bytes=${start}-${end}`, signal);
    const destroy = () => body.destroy();
    signal?.addEventListener('abort', destroy, { once: true });
    let left = end - start + 1;
    try {
      for await (const part of body) {
        left -= (part as Buffer).length;
        if (left < 0) break;
        yield part as Buffer;
      }
    } finally {
      signal?.removeEventListener('abort', destroy);
      body.destroy();
    }
    if (left !== 0) throw new Error('a file of the media store is not as long as the store says');
  }

  async remove(hash: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#place(hash)));
  }

  async #body(hash: string, range: string, signal: AbortSignal | undefined): Promise<Readable> {
    const request = new GetObjectCommand({ ...this.#place(hash), Range: range });
    try {
      const { Body } = await this.#client.send(request, signal ? { abortSignal: signal } : {});
      if (!Body) throw new Error('the media store answered without bytes');
      return Body as Readable;
    } catch (error) {
      if (isMissing(error)) throw new RefusedError('not-found', 'file');
      throw error;
    }
  }

  #place(hash: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#bucket, Key: `${hash.slice(0, 2)}/${hash}` };
  }
}
