import { RefusedError } from '../../contracts/refusals.ts';
import { looksLikeZip } from './archive/archiveEntries.ts';
import { MOST_BYTES, openArchive } from './archive/openArchive.ts';
import type { ImportNote, ProgramDraft, SourceFile } from './draft.ts';
import { looksLikeMiniConf, readMiniConf } from './miniConf/readMiniConf.ts';
import { type RecognizedFile, recognizeFile, seenIn } from './recognizeFile.ts';

/** What systems put beside the files that were meant. */
const CLUTTER = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i;

const sizeOf = (files: readonly SourceFile[]): number =>
  files.reduce((size, { bytes }) => size + bytes.byteLength, 0);

function refuseSize(files: readonly SourceFile[]): void {
  if (sizeOf(files) <= MOST_BYTES) return;
  throw new RefusedError('too-large', `${sizeOf(files)} bytes of at most ${MOST_BYTES}`);
}

const unknownFormat = (files: readonly SourceFile[]): RefusedError => {
  const seen = files.slice(0, 5).map((file) => `${file.name.slice(0, 100)}: ${seenIn(file)}`);
  const others = files.length > 5 ? [`${files.length - 5} more files`] : [];
  return new RefusedError('unknown-format', [...seen, ...others].join('; ') || 'no file at all');
};

type Candidate = { readonly file: SourceFile; readonly recognized: RecognizedFile };

/** The best of several files: those of a richer format go first; two of one format are two programs. */
function pick(files: readonly SourceFile[]): ProgramDraft {
  const candidates = files.flatMap((file): Candidate[] => {
    const recognized = recognizeFile(file);
    return recognized === null || 'refused' in recognized ? [] : [{ file, recognized }];
  });
  const [best, second] = candidates.toSorted((one, other) => one.recognized.rank - other.recognized.rank);
  if (best === undefined) throw unknownFormat(files);
  if (second?.recognized.rank === best.recognized.rank) {
    throw new RefusedError('unknown-format', `two programs at once: ${best.file.name}, ${second.file.name}`);
  }
  const others = files.filter((file) => file !== best.file);
  const notes = others.slice(0, 100).map(
    ({ name }): ImportNote => ({
      level: 'not-understood',
      reason: 'no-place-for-it',
      where: { file: name, path: '' },
      text: name.slice(0, 200),
    }),
  );
  const draft = best.recognized.read();
  return { ...draft, notes: [...draft.notes, ...notes] };
}

/**
 * Reads a program from files as they were dropped, opened or fetched, whichever format they are in; that is
 * decided by what is in them. Nothing is fetched and nothing is written.
 * @throws RefusedError `too-large`, `unknown-format` (with what was seen), `malformed` or `damaged`
 */
export function readImport(given: readonly SourceFile[]): ProgramDraft {
  refuseSize(given);
  const meant = given.filter(({ name }) => !CLUTTER.test(name));
  const files = meant.flatMap((file) => (looksLikeZip(file.bytes) ? openArchive(file.bytes) : [file]));
  refuseSize(files);
  const [only] = files;
  if (files.length !== 1 || only === undefined) {
    return looksLikeMiniConf(files) ? readMiniConf(files) : pick(files);
  }
  const recognized = recognizeFile(only);
  if (recognized !== null && !('refused' in recognized)) return recognized.read();
  if (looksLikeMiniConf(files)) return readMiniConf(files);
  if (recognized !== null) throw recognized.refused;
  throw unknownFormat(files);
}
