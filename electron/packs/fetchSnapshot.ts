import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { httpBytes, httpPath } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { PACK_SIGNATURE_HEADER, type SignedSnapshot, signedSnapshot } from '#shared/packs/pack.ts';
import { errorLine } from '../files/errors.ts';
import type { HubClient } from '../hub/hubClient.ts';
import type { HubRegistry } from '../people/HubRegistry.ts';
import type { Tokens } from '../people/Tokens.ts';
import { asDiskFull } from '../recordings/diskFull.ts';
import type { AtHub, PackShelf, StoredSnapshot } from './PackShelf.ts';
import { verifySnapshot } from './verifySnapshot.ts';

type Options = {
  readonly client: Pick<HubClient, 'bytes'>;
  readonly registry: Pick<HubRegistry, 'getOrThrow'>;
  readonly tokens: Pick<Tokens, 'access'>;
  readonly shelf: PackShelf;
  /** Where the lines lie until they are verified. */
  readonly folder: string;
  /** Milliseconds without a byte after which the hub counts as not reachable. */
  readonly stall: number;
};

/**
 * The snapshot of a workshop as its hub has it now, verified and stored. Throws `RefusedError`: what the hub
 * refuses, `hub-unreachable`, `not-joined`, `damaged`, `disk-full`.
 */
export async function fetchSnapshot(options: Options, at: AtHub): Promise<StoredSnapshot> {
  const { client, registry, tokens, shelf, folder, stall } = options;
  const { address, publicKey } = registry.getOrThrow(at.hub);
  const path = httpPath(httpBytes.snapshot, { workshopId: at.workshopId });
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error('no bytes came')), stall);
  const aside = join(folder, `snapshot.${randomUUID()}.tmp`);
  try {
    const ask = async (renew: boolean): Promise<IncomingMessage> => {
      const { token } = await tokens.access(at.hub, renew);
      return client.bytes(address, path, { token, signal: stalled.signal });
    };
    const answer = await ask(false).catch((error: unknown) => {
      if (error instanceof RefusedError && error.reason === 'token-expired') return ask(true);
      throw error;
    });
    const signed = readSigned(answer);
    if (signed.workshopId !== at.workshopId) throw new RefusedError('damaged', 'of another workshop');
    verifySnapshot(signed, publicKey);
    await mkdir(folder, { recursive: true });
    await readLines(answer, signed, aside, () => timer.refresh());
    return await shelf.keep(at, signed, createReadStream(aside));
  } finally {
    clearTimeout(timer);
    await rm(aside, { force: true });
  }
}

function readSigned(answer: IncomingMessage): SignedSnapshot {
  try {
    return signedSnapshot.parse(JSON.parse(String(answer.headers[PACK_SIGNATURE_HEADER])));
  } catch (error) {
    answer.destroy();
    throw new RefusedError('not-a-hub', `no signed snapshot: ${errorLine(error)}`);
  }
}

async function readLines(
  answer: IncomingMessage,
  { size, sha256 }: SignedSnapshot,
  path: string,
  onBytes: () => void,
): Promise<void> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx');
  let read = 0;
  try {
    for await (const part of answer) {
      const bytes = part as Buffer;
      onBytes();
      read += bytes.length;
      if (read > size) throw new RefusedError('damaged', 'the snapshot is longer than signed');
      hash.update(bytes);
      await handle.writeFile(bytes);
    }
  } catch (error) {
    answer.destroy();
    if (error instanceof RefusedError) throw error;
    const named = asDiskFull(error);
    throw named instanceof RefusedError ? named : new RefusedError('hub-unreachable', errorLine(error));
  } finally {
    await handle.close();
  }
  if (read < size) throw new RefusedError('hub-unreachable', 'the snapshot was cut off');
  if (hash.digest('hex') !== sha256) throw new RefusedError('damaged', 'the snapshot is not what was signed');
}
