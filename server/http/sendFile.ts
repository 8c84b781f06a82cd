import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type ByteRange, parseRange } from '#shared/recordings/chunks.ts';
import type { MediaStore } from '../recordings/store/MediaStore.ts';
import type { HubContext } from './checks.ts';

/** A file of the media store, as it is served. */
export type SentFile = {
  /** Its name in the store. */
  readonly hash: string;
  readonly size: number;
  readonly type: string;
  /** Names the content; it never changes under the same name. */
  readonly etag: string;
};

/** Resolves when the bytes have left this process, or when nobody reads any more; their memory is free then. */
function written(outgoing: ServerResponse, part: Uint8Array, isLast: boolean): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('close', done);
      resolve();
    };
    outgoing.once('close', done);
    if (isLast) outgoing.end(part, done);
    else outgoing.write(part, done);
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
 * Answers with a file's bytes straight from the media store (RFC 9110, 14): 200, 206 or 416, to the asked
 * end and never shortened. HEAD gets the same headers without a body. Aborting `signal` cuts the connection.
 */
export async function sendFile(
  c: HubContext,
  media: MediaStore,
  file: SentFile,
  signal: AbortSignal,
): Promise<Response> {
  const { outgoing } = c.env;
  const headers = new Map<string, string | number>([
    ...c.res.headers,
    ['Accept-Ranges', 'bytes'],
    ['Cache-Control', 'private, no-transform'],
    ['ETag', `"${file.etag}"`],
    ['X-Content-Type-Options', 'nosniff'],
  ]);
  const request = wanted(c, file);
  if (request.kind === 'unsatisfiable') {
    setHeaders(outgoing, headers.set('Content-Range', `bytes */${file.size}`))
      .writeHead(416)
      .end();
    return RESPONSE_ALREADY_SENT;
  }
  const whole = request.kind === 'whole';
  const range = whole ? { start: 0, end: file.size - 1 } : request.range;
  headers.set('Content-Type', file.type).set('Content-Length', range.end - range.start + 1);
  if (!whole) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
  const begin = () => {
    setHeaders(outgoing, headers).statusCode = whole ? 200 : 206;
  };
  if (c.req.method === 'HEAD') {
    begin();
    outgoing.end();
  } else {
    await sendRange({ outgoing, media, begin, signal }, file.hash, range);
  }
  return RESPONSE_ALREADY_SENT;
}

function setHeaders(outgoing: ServerResponse, headers: ReadonlyMap<string, string | number>): ServerResponse {
  for (const [name, value] of headers) outgoing.setHeader(name, value);
  return outgoing;
}

type Sending = {
  readonly outgoing: ServerResponse;
  readonly media: MediaStore;
  /** Sets the headers: called when the first bytes are there, so that a store that fails is said so. */
  readonly begin: () => void;
  readonly signal: AbortSignal;
};

/** A part of the file is in memory at a time. */
async function sendRange(sending: Sending, hash: string, range: ByteRange): Promise<void> {
  const { outgoing, signal } = sending;
  const ended = new AbortController();
  const end = () => ended.abort();
  const cut = () => {
    end();
    outgoing.destroy();
  };
  outgoing.once('close', end);
  signal.addEventListener('abort', cut, { once: true });
  try {
    if (signal.aborted) cut();
    else await writeParts(sending, hash, range, ended.signal);
  } catch (error) {
    if (ended.signal.aborted) return;
    // Where the headers are out, cutting the connection is what tells the reader that bytes are missing.
    if (outgoing.headersSent) outgoing.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', cut);
    outgoing.off('close', end);
  }
}

async function writeParts(
  { outgoing, media, begin }: Sending,
  hash: string,
  range: ByteRange,
  ended: AbortSignal,
): Promise<void> {
  let left = range.end - range.start + 1;
  for await (const part of media.read(hash, range, ended)) {
    if (outgoing.destroyed) return;
    if (!outgoing.headersSent) begin();
    left -= part.length;
    await written(outgoing, part, left === 0);
  }
}
