import type { DownloadState, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { Row } from '#shared/sync/rows.ts';

/** Why a recording is not packed. */
export type WhyNot = 'missing' | 'not-released' | 'withdrawn' | 'may-not-keep';

/** A recording as it can be packed. */
export type ExportItem = {
  readonly recordingId: string;
  readonly title: string;
  /** `null` where it can be packed. */
  readonly why: WhyNot | null;
  /** What is whole on this computer. */
  readonly here: readonly RenditionRef[];
  /** What would have to be downloaded first. */
  readonly missing: readonly RenditionRef[];
  readonly isComing: boolean;
};

export type ExportSourceRows = {
  readonly hub: string;
  readonly recordings: readonly Row<'recording'>[];
  readonly contents: readonly Row<'recordingContents'>[];
  /** Title of a talk or a session, by id. */
  readonly titles: ReadonlyMap<string, string>;
  readonly stateOf: (ref: RenditionRef) => DownloadState;
};

/** Every recording of a workshop, by title, with what of it can be packed and why not. */
export function exportItems(rows: ExportSourceRows): readonly ExportItem[] {
  const contents = new Map(rows.contents.map((row) => [row.data.recordingId, row]));
  return rows.recordings
    .map((row) => itemOf(row, contents.get(row.id), rows))
    .toSorted((a, b) => a.title.localeCompare(b.title));
}

function itemOf(
  { id, workshopId, data }: Row<'recording'>,
  contents: Row<'recordingContents'> | undefined,
  { hub, titles, stateOf }: ExportSourceRows,
): ExportItem {
  const title = titles.get(data.of.kind === 'talk' ? data.of.talkId : data.of.sessionId) ?? id;
  const none = { recordingId: id, title, here: [], missing: [], isComing: false };
  if (data.withdrawn || contents?.data.withdrawn) return { ...none, why: 'withdrawn' };
  if (!contents?.data.released) return { ...none, why: 'not-released' };
  if (!data.mayBeKept) return { ...none, why: 'may-not-keep' };
  const refs = contents.data.renditions.map((rendition) => ({ hub, workshopId, recordingId: id, rendition }));
  const isHere = (ref: RenditionRef): boolean => stateOf(ref).state === 'complete';
  const here = refs.filter(isHere);
  const missing = refs.filter((ref) => ref.rendition.kind === 'video' && !isHere(ref));
  const isComing = missing.some((ref) => ['queued', 'running', 'waiting'].includes(stateOf(ref).state));
  return { ...none, why: here.length > 0 ? null : 'missing', here, missing, isComing };
}

/** Bytes of renditions. */
export function sizeOf(refs: readonly RenditionRef[]): number {
  return refs.reduce((sum, { rendition }) => sum + rendition.size, 0);
}
