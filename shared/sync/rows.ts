import { z } from 'zod';
import { stageRow } from '../live/stage.ts';
import { person, seat } from '../people/person.ts';
import { importRecord } from '../program/import/importRecord.ts';
import { session } from '../program/session.ts';
import { talk } from '../program/talk.ts';
import { announcement, deadline, room, track, workshop } from '../program/workshop.ts';
import { answer, authorship, question, tally, vote } from '../questions/question.ts';
import { rating, recording, recordingContents } from '../recordings/recording.ts';
import { recordingJob } from '../recordings/upload.ts';

/** Every kind of row that is synchronized, with the shape of its data. */
export const rowKinds = {
  workshop,
  deadline,
  announcement,
  room,
  track,
  person,
  seat,
  session,
  talk,
  recording,
  recordingContents,
  recordingJob,
  rating,
  stage: stageRow,
  question,
  authorship,
  vote,
  tally,
  answer,
  import: importRecord,
} as const;

export type RowKind = keyof typeof rowKinds;
export type RowData<K extends RowKind> = Readonly<z.infer<(typeof rowKinds)[K]>>;
/** What is given to write a row: what its kind has a default for may be left out. */
export type RowInput<K extends RowKind> = Readonly<z.input<(typeof rowKinds)[K]>>;
export const rowKind = z.enum(Object.keys(rowKinds) as [RowKind, ...RowKind[]]);

/** A row as it is stored and sent: `rev` is its workshop's counter at its last write (rule S1). */
export type Row<K extends RowKind = RowKind> = {
  readonly [P in K]: {
    readonly workshopId: string;
    readonly kind: P;
    readonly id: string;
    readonly rev: number;
    readonly data: RowData<P>;
  };
}[K];

/** Tells that a row is gone for this reader; kind and id only (rule S5). */
export type Tombstone = {
  readonly workshopId: string;
  readonly kind: RowKind;
  readonly id: string;
  readonly rev: number;
  readonly data: null;
};
export type Change = Row | Tombstone;

const changeShape = z.object({
  workshopId: z.uuid(),
  kind: rowKind,
  id: z.uuid(),
  rev: z.int().positive(),
  data: z.unknown(),
});

/** A change off the wire, its data read by its kind's schema. */
export const change = changeShape.transform((raw, ctx): Change => {
  if (raw.data === null) return { ...raw, data: null };
  const read = rowKinds[raw.kind].safeParse(raw.data);
  if (!read.success) {
    for (const issue of read.error.issues) {
      ctx.addIssue({
        code: 'custom',
        message: `${raw.kind} ${raw.id}: ${issue.path.join('.')} ${issue.message}`,
      });
    }
    return z.NEVER;
  }
  return { ...raw, data: read.data } as Row;
});
