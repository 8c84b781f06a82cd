import { type FileHandle, open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type ByteRange, parseRange } from '#shared/recordings/chunks.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import type { HubContext } from './checks.ts';

export type SentFile = {
  readonly path: string;
  readonly size: number;
  readonly type: string;
  /** Names the content; it never changes under the same name. */
  readonly etag: string;
};

/** Apps fetch by chunks: one read of the disk for each. */
const PART = CHUNK_SIZE;

async function readPart(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, start);
  if (bytesRead !== length) throw new Error('a file of the media store is shorter than the store says');
  return buffer;
}

/** Resolves when more may be written, or when nobody reads any more. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.on('drain', done);
    outgoing.on('close', done);
  });
}

/** The range that is asked for; a range of another version (`If-Range`) is not honoured. */
function wanted(c: HubContext, file: SentFile) {
  const only = c.req.header('if-range');
  return parseRange(
    only === undefined || only === `"${file.etag}"` ? c.req.header('range') : null,
    file.size,
  );
}

/**
 * Answers with a file's bytes straight from disk (RFC 9110, 14): 200, 206 or 416, to the asked end and
 * never shortened. HEAD gets the same headers without a body.
 */
export async function sendFile(c: HubContext, file: SentFile): Promise<Response> {
  const { outgoing } = c.env;
  for (const [name, value] of c.res.headers) outgoing.setHeader(name, value);
  outgoing.setHeader('Accept-Ranges', 'bytes');
  outgoing.setHeader('Cache-Control', 'private, no-transform');
  outgoing.setHeader('ETag', `"${file.etag}"`);
  const request = wanted(c, file);
  if (request.kind === 'unsatisfiable') {
    outgoing.writeHead(416, { 'Content-Range': `bytes */${file.size}` }).end();
    return RESPONSE_ALREADY_SENT;
  }
  const whole = request.kind === 'whole';
  const range = whole ? { start: 0, end: file.size - 1 } : request.range;
  const length = range.end - range.start + 1;
  outgoing.setHeader('Content-Type', file.type);
  outgoing.setHeader('Content-Length', length);
  if (!whole) outgoing.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
  outgoing.statusCode = whole ? 200 : 206;
  if (c.req.method === 'HEAD') outgoing.end();
  else await sendRange(outgoing, file.path, range);
  return RESPONSE_ALREADY_SENT;
}

/** A part of the file is in memory at a time. */
async function sendRange(outgoing: ServerResponse, path: string, { start, end }: ByteRange): Promise<void> {
  const handle = await open(path, 'r');
  try {
    for (let at = start; at <= end && !outgoing.destroyed; at += PART) {
      const part = await readPart(handle, at, Math.min(PART, end - at + 1));
      if (at + PART > end) outgoing.end(part);
      else if (!outgoing.write(part)) await drained(outgoing);
    }
  } catch (error) {
    // Where the headers are out, cutting the connection is what tells the reader that bytes are missing.
    if (outgoing.headersSent) outgoing.destroy();
    throw error;
  } finally {
    await handle.close();
  }
}
