import { expect, it } from 'vitest';
import { newestJob } from '#renderer/live/takes/useTakeJob.ts';
import type { RecordingOf } from '#shared/recordings/upload.ts';
import type { Row } from '#shared/sync/rows.ts';

const job = (id: string, of: RecordingOf, created: string) => {
  const target = { what: 'recording', of, fileName: 'a.mp4' } as const;
  return { kind: 'recordingJob', id, data: { target, created } } as unknown as Row<'recordingJob'>;
};
const ofSession = (sessionId: string): RecordingOf => ({ kind: 'session', sessionId });

it('L8: of a session’s recordings the newest counts, and none of a talk or of another session', () => {
  const jobs = [
    job('newer', ofSession('one'), '2020-06-23T11:00:00.000Z'),
    job('older', ofSession('one'), '2020-06-23T10:00:00.000Z'),
    job('other', ofSession('two'), '2020-06-23T12:00:00.000Z'),
    job('talk', { kind: 'talk', talkId: 'one' }, '2020-06-23T13:00:00.000Z'),
  ];
  expect(newestJob(jobs, 'one')?.id).toBe('newer');
  expect(newestJob(jobs, 'three')).toBeNull();
});
