import type { ImportFormat } from '../importRecord.ts';
import { DraftBuilder } from './DraftBuilder.ts';
import { FieldReader } from './FieldReader.ts';
import type { ImportNotes } from './ImportNotes.ts';
import { SourceClock } from './SourceClock.ts';

/** What the parts of a reader share while they read one source. */
export type ImportScope = {
  readonly builder: DraftBuilder;
  readonly notes: ImportNotes;
  readonly read: FieldReader;
  readonly clock: SourceClock;
};

export function openImport(format: ImportFormat, zone: string | null = null): ImportScope {
  const builder = new DraftBuilder(format);
  const { notes } = builder;
  return { builder, notes, read: new FieldReader(notes), clock: new SourceClock(notes, zone) };
}
