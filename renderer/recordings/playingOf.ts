import type { Row } from '#shared/sync/rows.ts';
import type { TalkEntry } from '../program/talkEntries.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { sessionPath, talkPath } from '../workspace/routes.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { aroundInSession } from './next/sessionTalks.ts';
import type { Playing, PlayingNear } from './playerContext.ts';
import { renditionOf } from './useRecordingActs.ts';

/** What the player needs of a talk, and of those before and after it; `null` before its release. */
export function playingOf(
  workshop: WorkshopEntry,
  talks: readonly TalkEntry[],
  entry: TalkEntry,
): Playing | null {
  const { talk, recording, contents, speakers } = entry;
  const ref = renditionOf(workshop.hub.fingerprint, contents);
  if (!ref || !contents || !recording) return null;
  const { previous, next } = aroundInSession(talks, entry);
  const near = (other: TalkEntry | null) => (other ? nearOf(workshop, talks, other) : null);
  return {
    ref,
    contents: contents.data,
    title: talk.data.title,
    duration: recording.data.duration,
    speakers: speakers.map(({ name }) => name),
    workshop: workshopName(workshop.data),
    path: talkPath(workshop, talk.id),
    previous: near(previous),
    next: near(next),
  };
}

/** What the player needs of what was recorded of a session's stage; `null` where there is nothing to play. */
export function playingOfSession(
  workshop: WorkshopEntry,
  session: Row<'session'>,
  recording: Row<'recording'>,
  contents: Row<'recordingContents'>,
): Playing | null {
  const ref = renditionOf(workshop.hub.fingerprint, contents);
  return (
    ref && {
      ref,
      contents: contents.data,
      title: session.data.title,
      duration: recording.data.duration,
      speakers: [],
      workshop: workshopName(workshop.data),
      path: sessionPath(workshop, session.id),
      previous: null,
      next: null,
    }
  );
}

function nearOf(workshop: WorkshopEntry, talks: readonly TalkEntry[], entry: TalkEntry): PlayingNear {
  const { talk, recording, speakers } = entry;
  return {
    title: talk.data.title,
    speakers: speakers.map(({ name }) => name),
    path: talkPath(workshop, talk.id),
    duration: recording?.data.duration ?? 0,
    playing: () => {
      const playing = playingOf(workshop, talks, entry);
      if (!playing) throw new Error(`the recording of ${talk.id} is not open`);
      return playing;
    },
  };
}
