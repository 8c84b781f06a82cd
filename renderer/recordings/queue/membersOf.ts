import type { Row } from '#shared/sync/rows.ts';
import { refsOfSet, type SetMember } from './recordingSet.ts';

type Rows = {
  readonly hub: string;
  readonly talks: readonly Row<'talk'>[];
  readonly recordings: readonly Row<'recording'>[];
  readonly contents: readonly Row<'recordingContents'>[];
};

/** The recordings of a workshop, or of one session and its talks where one is given. */
export function membersOf(
  { hub, talks, recordings, contents }: Rows,
  sessionId: string | null,
): readonly SetMember[] {
  const contentsOf = new Map(contents.map((row) => [row.data.recordingId, row]));
  const inSession = new Set(talks.filter(({ data }) => data.sessionId === sessionId).map(({ id }) => id));
  return recordings
    .filter(({ data: { of } }) => {
      if (sessionId === null) return true;
      return of.kind === 'talk' ? inSession.has(of.talkId) : of.sessionId === sessionId;
    })
    .map((recording) => ({ hub, recording, contents: contentsOf.get(recording.id) ?? null }));
}

/** Whether a session has anything open beside what was recorded of its own stage. */
export function isMoreThanOwn(members: readonly SetMember[]): boolean {
  const ofTalks = members.filter(({ recording }) => recording?.data.of.kind === 'talk');
  return refsOfSet(ofTalks, 'video').length > 0;
}
