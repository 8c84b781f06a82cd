import { assertNever } from '../assertNever.ts';
import {
  type Command,
  type CommandArgs,
  isRecordingCommand,
  type RecordingCommand,
} from '../contracts/commands.ts';
import { withdrawalAfter } from '../recordings/withdrawal.ts';
import type { Row, RowKind } from './rows.ts';

/** Kinds of rows that commands on recordings change. */
type RecordingKind = 'recording' | 'recordingContents' | 'recordingJob' | 'rating';
const kinds: readonly RowKind[] = ['recording', 'recordingContents', 'recordingJob', 'rating'];

export function isRecordingKind(kind: RowKind): kind is RecordingKind {
  return kinds.includes(kind);
}

/**
 * Design rule S7, for recordings: rows of one kind with what waits for the hub on them, in its order, as the
 * hub will make them. A rating that the base does not have yet has rev 0. `accountId`: whose commands they are.
 */
export function applyRecordingPending<K extends RowKind>(
  rows: readonly Row<K>[],
  kind: K,
  pending: readonly Command[],
  accountId: string,
): readonly Row<K>[] {
  const acts = pending.filter(isRecordingCommand);
  if (acts.length === 0 || !isRecordingKind(kind)) return rows;
  let view = rows as readonly Row[];
  for (const act of acts) {
    view =
      kind === 'rating' && act.name === 'recording.rate'
        ? withRating(view, act, accountId)
        : view.flatMap((row) => changed(row, act, accountId) ?? []);
  }
  return view as readonly Row<K>[];
}

/** A row after a command; `null` where the command removes it. */
function changed(row: Row, act: RecordingCommand, accountId: string): Row | null {
  switch (act.name) {
    case 'recording.edit':
      return edited(row, act.args, accountId);
    case 'recording.removeCaptions':
      return row.kind === 'recordingContents' && row.data.recordingId === act.args.recordingId
        ? withoutCaptions(row, act.args.language)
        : row;
    case 'recording.removeSlides':
      return row.kind === 'recordingContents' && row.data.recordingId === act.args.recordingId
        ? { ...row, data: { ...row.data, slides: null } }
        : row;
    case 'recording.retryJob':
      return row.kind === 'recordingJob' && row.id === act.args.jobId && row.data.state === 'failed'
        ? {
            ...row,
            data: { ...row.data, state: 'queued', step: null, progress: 0, reason: null, detail: null },
          }
        : row;
    case 'recording.dropJob':
      return row.kind === 'recordingJob' && row.id === act.args.jobId ? null : row;
    case 'recording.rate':
      return row;
    default:
      return assertNever(act);
  }
}

function edited(
  row: Row,
  { recordingId, chapters, ...given }: CommandArgs<'recording.edit'>,
  accountId: string,
): Row {
  if (row.kind === 'recording' && row.id === recordingId) {
    const { release, mayBeKept, description } = row.data;
    const kept = {
      release: given.release ?? release,
      mayBeKept: given.mayBeKept ?? mayBeKept,
      // Whether an organizer's takes the place of a speaker's is told by the hub's own row.
      ...withdrawalAfter(row.data, given.withdrawn, { accountId, isOrganizer: false }),
      description: given.description === undefined ? description : given.description,
    };
    return { ...row, data: { ...row.data, ...kept } };
  }
  if (row.kind !== 'recordingContents' || row.data.recordingId !== recordingId) return row;
  const withdrawn = given.withdrawn ?? row.data.withdrawn;
  return {
    ...row,
    data: {
      ...row.data,
      withdrawn,
      chapters: chapters?.toSorted((a, b) => a.start - b.start) ?? row.data.chapters,
    },
  };
}

/** The lines of the captions are those of what is spoken, and go with them. */
function withoutCaptions(row: Row<'recordingContents'>, language: string): Row {
  const { captionTracks, cues } = row.data;
  return {
    ...row,
    data: {
      ...row.data,
      captionTracks: captionTracks.filter((track) => track.language !== language),
      cues: language === row.data.language ? [] : cues,
    },
  };
}

function withRating(
  rows: readonly Row[],
  { id, workshopId, args }: Extract<RecordingCommand, { name: 'recording.rate' }>,
  accountId: string,
): readonly Row[] {
  const { recordingId, stars, text } = args;
  const isOwn = (row: Row) =>
    row.kind === 'rating' && row.data.recordingId === recordingId && row.data.accountId === accountId;
  const before = rows.find(isOwn);
  const others = rows.filter((row) => !isOwn(row));
  if (stars === null) return others;
  const talkId = before?.kind === 'rating' ? before.data.talkId : null;
  const rated: Row<'rating'> = {
    workshopId,
    kind: 'rating',
    id: before?.id ?? id,
    rev: before?.rev ?? 0,
    data: { recordingId, talkId, accountId, stars, text },
  };
  return [...others, rated];
}
