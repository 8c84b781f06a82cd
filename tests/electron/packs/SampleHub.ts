import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headOf, type PackSources, planExport } from '#electron/packs/planExport.ts';
import { readSnapshotRows } from '#electron/packs/SnapshotRows.ts';
import { writePack } from '#electron/packs/writePack.ts';
import { PACK_FORMAT, type PackHead, type SignedSnapshot, snapshotText } from '#shared/packs/pack.ts';
import { chunkRange } from '#shared/recordings/chunks.ts';
import {
  CHUNK_SIZE,
  canonicalManifest,
  type Manifest,
  type SignedManifest,
} from '#shared/recordings/manifest.ts';
import { type RowInput, type RowKind, rowKinds } from '#shared/sync/rows.ts';
import * as sample from '../../server/sampleRows.ts';

export const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'lectern-packs-'));

export type SampleRendition = {
  readonly recordingId: string;
  readonly title: string;
  readonly bytes: Buffer;
  readonly signed: SignedManifest;
};

type Line = { kind: RowKind; id: string; rev: number; data: unknown };

/** A hub as far as packs can tell: a key, rows and recordings, all in memory. */
export class SampleHub {
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly workshopId = randomUUID();
  readonly renditions: SampleRendition[] = [];
  readonly blobs = new Map<string, Buffer>();
  /** When the next snapshot is signed. */
  signedAt = '2020-06-20T09:00:00.000Z';
  readonly #lines: Line[] = [];
  readonly #key;

  constructor() {
    const pair = generateKeyPairSync('ed25519');
    this.#key = pair.privateKey;
    this.publicKey = String(pair.publicKey.export({ format: 'jwk' }).x);
    this.fingerprint = createHash('sha256')
      .update(Buffer.from(this.publicKey, 'base64url'))
      .digest('base64url');
    this.put('workshop', this.workshopId, sample.workshop({ title: 'A sample workshop' }));
  }

  put<K extends RowKind>(kind: K, id: string, data: RowInput<K>): void {
    const at = this.#lines.findIndex((line) => line.kind === kind && line.id === id);
    if (at >= 0) this.#lines.splice(at, 1);
    const rev = (this.#lines.at(-1)?.rev ?? 0) + 1;
    this.#lines.push({ kind, id, rev, data: rowKinds[kind].parse(data) });
  }

  remove(id: string): void {
    for (let at = this.#lines.length - 1; at >= 0; at -= 1)
      if (this.#lines[at]?.id === id) this.#lines.splice(at, 1);
    this.put('room', randomUUID(), sample.room('So that the rev moves'));
  }

  addPhoto(bytes: Buffer): string {
    const photo = hex(bytes);
    this.blobs.set(photo, bytes);
    this.put('person', randomUUID(), { name: 'A sample person', affiliations: [], photo, externalIds: [] });
    return photo;
  }

  addRecording(title: string, size: number, { mayBeKept = true } = {}): SampleRendition {
    const [talkId, recordingId, bytes, caption] = [
      randomUUID(),
      randomUUID(),
      randomBytes(size),
      randomBytes(40),
    ];
    const signed = this.#manifestOf(bytes);
    const captions = hex(caption);
    this.blobs.set(captions, caption);
    const of = { kind: 'talk', talkId } as const;
    const release = { kind: 'instant', at: '2020-06-19T09:00:00.000Z' } as const;
    const rest = { duration: 9, size, sample: true, description: null, mayBeKept };
    this.put('talk', talkId, sample.talk({ title }));
    this.put('recording', recordingId, { of, release, ...rest });
    this.put('recordingContents', recordingId, {
      recordingId,
      talkId,
      released: true,
      renditions: [{ id: signed.id, kind: 'video', type: 'video/mp4', size, width: 640, height: 360 }],
      chapters: [],
      cues: [],
      language: 'en',
      captionTracks: [{ language: 'en', hash: captions }],
      poster: null,
    });
    const added = { recordingId, title, bytes, signed };
    this.renditions.push(added);
    return added;
  }

  lines(): Buffer {
    const { workshopId } = this;
    return Buffer.from(this.#lines.map((line) => `${JSON.stringify({ workshopId, ...line })}\n`).join(''));
  }

  sign(lines: Buffer, over: Partial<SignedSnapshot> = {}): SignedSnapshot {
    const rev = this.#lines.at(-1)?.rev ?? 0;
    const facts = { workshopId: this.workshopId, epoch: '0190a000-0000-7000-8000-000000000001', rev };
    const whole = { ...facts, signed: this.signedAt, sha256: hex(lines), size: lines.length, ...over };
    const signature = sign(null, Buffer.from(snapshotText(whole)), this.#key).toString('base64url');
    return { ...whole, signature };
  }

  about(): PackHead['hub'] {
    const { fingerprint, publicKey } = this;
    return { fingerprint, publicKey, name: 'A sample hub', address: 'http://127.0.0.1:9', rehearsal: false };
  }

  sources(): PackSources {
    return {
      whole: async ({ rendition }) => {
        const found = this.renditions.find(({ signed }) => signed.id === rendition.id);
        if (!found) return null;
        const { manifest } = found.signed;
        const chunk = async (index: number) => {
          const { start, end } = chunkRange(manifest, index);
          return found.bytes.subarray(start, end + 1);
        };
        return { signed: found.signed, manifest, chunk };
      },
      blob: async ({ hash }) => this.blobs.get(hash) ?? null,
    };
  }

  /** Writes a pack of everything, as the app does. `head`: what is to be told wrongly. */
  async pack(path: string, head: (right: PackHead) => unknown = (right) => right): Promise<string> {
    const lines = this.lines();
    const snapshotPath = `${path}.lines`;
    await writeFile(snapshotPath, lines);
    const signed = this.sign(lines);
    const at = { hub: this.fingerprint, workshopId: this.workshopId };
    const rows = await readSnapshotRows(parts(lines), this.workshopId);
    const wanted = new Set(this.renditions.map((one) => one.signed.id));
    const plan = await planExport(at, rows, wanted, this.sources());
    await writePack({
      path,
      aside: `${path}.tmp`,
      head: head(headOf(this.about(), signed, plan, PACK_FORMAT)) as PackHead,
      snapshotPath,
      plan,
      sources: this.sources(),
      signal: new AbortController().signal,
      onBytes: () => undefined,
    });
    return path;
  }

  #manifestOf(bytes: Buffer): SignedManifest {
    const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK_SIZE) }, (_, index) => {
      const { start, end } = chunkRange({ size: bytes.length }, index);
      return hex(bytes.subarray(start, end + 1));
    });
    const manifest: Manifest = { size: bytes.length, type: 'video/mp4', chunkSize: CHUNK_SIZE, chunks };
    const canonical = Buffer.from(canonicalManifest(manifest));
    const signature = sign(null, canonical, this.#key).toString('base64url');
    return { id: hex(canonical), manifest, signature };
  }
}

async function* parts(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
