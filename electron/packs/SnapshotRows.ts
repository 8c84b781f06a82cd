import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { byteLines } from '#shared/packs/byteLines.ts';
import { blobsOf, type RecordingRendition } from '#shared/recordings/recording.ts';
import { type Change, change, type Row } from '#shared/sync/rows.ts';

/** A recording of a snapshot whose contents everyone may have. */
export type PublicRecording = {
  readonly recordingId: string;
  readonly title: string;
  readonly renditions: readonly RecordingRendition[];
  readonly blobs: readonly string[];
  /** False where it may be watched, but not packed. */
  readonly mayBeKept: boolean;
};

/** What of a snapshot decides about files. */
export type SnapshotRows = {
  readonly title: string;
  readonly slug: string;
  /** In the order of the snapshot. */
  readonly recordings: readonly PublicRecording[];
  /** Blobs of the people's photos, each with the name of who is on it. */
  readonly photos: ReadonlyMap<string, string>;
};

/** Bytes; a row is a page of text at most. */
const LONGEST_LINE = 4 * 1024 * 1024;
const anyRow = z.looseObject({ kind: z.string() });

/**
 * Reads the lines of a snapshot, one at a time. Throws `RefusedError`: `newer-format` for a row that this version
 * cannot read, `damaged` for what a public snapshot of this workshop does not hold.
 */
export async function readSnapshotRows(
  parts: AsyncIterable<Uint8Array>,
  workshopId: string,
): Promise<SnapshotRows> {
  const gathered = new Gathered(workshopId);
  try {
    for await (const line of byteLines(parts, LONGEST_LINE)) gathered.take(readLine(line));
  } catch (error) {
    if (error instanceof RangeError) throw new RefusedError('damaged', error.message);
    throw error;
  }
  return gathered.rows();
}

/** A line of a snapshot. Throws as `readSnapshotRows` does. */
export function readLine(line: Uint8Array): Change {
  const json = parse(Buffer.from(line.buffer, line.byteOffset, line.length).toString('utf8'));
  const read = change.safeParse(json);
  if (read.success) return read.data;
  throw new RefusedError(
    anyRow.safeParse(json).success ? 'newer-format' : 'damaged',
    'a row of the snapshot',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedError('damaged', 'a row of the snapshot');
  }
}

class Gathered {
  readonly #workshopId: string;
  readonly #titles = new Map<string, string>();
  readonly #announced = new Map<string, Row<'recording'>['data']>();
  readonly #contents: Row<'recordingContents'>['data'][] = [];
  readonly #photos = new Map<string, string>();
  #workshop: Row<'workshop'>['data'] | null = null;

  constructor(workshopId: string) {
    this.#workshopId = workshopId;
  }

  take(row: Change): void {
    if (row.workshopId !== this.#workshopId || row.data === null) {
      throw new RefusedError('damaged', 'the snapshot has a row of another workshop');
    }
    if (row.kind === 'workshop') this.#workshop = row.data;
    else if (row.kind === 'talk' || row.kind === 'session') this.#titles.set(row.id, row.data.title);
    else if (row.kind === 'recording') this.#announced.set(row.id, row.data);
    else if (row.kind === 'person' && row.data.photo !== null)
      this.#photos.set(row.data.photo, row.data.name);
    else if (row.kind === 'recordingContents') {
      const { released, withdrawn } = row.data;
      if (!released || withdrawn) throw new RefusedError('damaged', 'the snapshot has what is not public');
      this.#contents.push(row.data);
    }
  }

  rows(): SnapshotRows {
    if (!this.#workshop) throw new RefusedError('damaged', 'the snapshot has no workshop');
    const { title, slug } = this.#workshop;
    const recordings = this.#contents.map((contents) => ({
      recordingId: contents.recordingId,
      title: this.#titleOf(contents.recordingId),
      renditions: contents.renditions,
      blobs: blobsOf(contents),
      mayBeKept: this.#announced.get(contents.recordingId)?.mayBeKept ?? false,
    }));
    return { title, slug, recordings, photos: this.#photos };
  }

  #titleOf(recordingId: string): string {
    const of = this.#announced.get(recordingId)?.of;
    const id = of?.kind === 'talk' ? of.talkId : of?.sessionId;
    return (id === undefined ? undefined : this.#titles.get(id)) ?? recordingId;
  }
}
