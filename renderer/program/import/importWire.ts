import type { RefusalReason } from '#shared/contracts/refusals.ts';
import type { ProgramDraft, SourceFile } from '#shared/program/import/draft.ts';
import type { ImportPlan } from '#shared/program/import/planImport.ts';
import type { Row } from '#shared/sync/rows.ts';

/** What the window asks of the worker that reads imports (rule S3). */
export type ImportJob = {
  readonly files: readonly SourceFile[];
  readonly rows: readonly Row[];
  readonly workshopId: string;
  readonly slug: string;
};

export type ImportReading =
  | { readonly ok: true; readonly draft: ProgramDraft; readonly plan: ImportPlan }
  | { readonly ok: false; readonly reason: RefusalReason; readonly detail: string };
