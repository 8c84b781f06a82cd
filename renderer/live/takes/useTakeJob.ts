import type { Row } from '#shared/sync/rows.ts';
import { useRows } from '../../sync/useRows.ts';

/** The newest work on a session's recording; `null` where there is none, or it is not known here yet. */
export function useTakeJob(sessionId: string): Row<'recordingJob'> | null {
  return newestJob(useRows('recordingJob') ?? [], sessionId);
}

export function newestJob(
  jobs: readonly Row<'recordingJob'>[],
  sessionId: string,
): Row<'recordingJob'> | null {
  const own = jobs.filter(
    ({ data: { target } }) =>
      target.what === 'recording' && target.of.kind === 'session' && target.of.sessionId === sessionId,
  );
  return own.toSorted((a, b) => a.data.created.localeCompare(b.data.created)).at(-1) ?? null;
}
