import { useRows } from '../../sync/useRows.ts';

/** How much of a session's recording has been put together, 0 to 100; `null` before it has begun and after that. */
export function useTakePart(sessionId: string): number | null {
  const job = useRows('recordingJob')?.find(({ data: { target, state, step } }) => {
    const isOfSession =
      target.what === 'recording' && target.of.kind === 'session' && target.of.sessionId === sessionId;
    return isOfSession && state === 'running' && step === 'compose';
  });
  return job ? Math.floor(job.data.progress * 100) : null;
}
