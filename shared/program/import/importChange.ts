import { z } from 'zod';
import { rowKinds } from '../../sync/rows.ts';
import { programKind } from '../programKinds.ts';

const envelope = z.object({
  kind: programKind,
  id: z.uuid(),
  /** The rev that the plan was made against; `null` for a new row. */
  expectedRev: z.int().positive().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
});

/** One row that an import writes, or removes where `data` is `null`; the whole row, not what differs. */
export type ImportChange = z.output<typeof importChange>;
export const importChange = envelope.transform((raw, ctx) => {
  if (raw.data === null) return { ...raw, data: null };
  const read = rowKinds[raw.kind].safeParse(raw.data);
  if (read.success) return { ...raw, data: read.data };
  for (const issue of read.error.issues) {
    ctx.addIssue({
      code: 'custom',
      message: `${raw.kind} ${raw.id}: ${issue.path.join('.')} ${issue.message}`,
    });
  }
  return z.NEVER;
});
export const importChanges = z.array(importChange).max(200_000);
