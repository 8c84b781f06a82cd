import { useMemo } from 'react';
import { useTalkEntries } from '../../program/useTalkEntries.ts';
import type { Playing } from '../../recordings/playerContext.ts';
import { playingOf, playingOfSession } from '../../recordings/playingOf.ts';
import { useRow, useRows } from '../../sync/useRows.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';

/** What is played to everyone, as far as this reader may see it. `talkId`: whose questions are asked; `null` for a session's recording. */
export type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly playing: Playing; readonly talkId: string | null }
  | { readonly kind: 'not-open'; readonly title: string | null };

/** The recording of that id with what a player needs of it. */
export function useTogetherPlaying(recordingId: string): Shown {
  const workshop = useWorkshop();
  const talks = useTalkEntries();
  const sessions = useRows('session');
  const recording = useRow('recording', recordingId);
  const contents = useRow('recordingContents', recordingId);
  return useMemo((): Shown => {
    if (!talks || !sessions || recording === undefined || contents === undefined) return { kind: 'loading' };
    const entry = talks.find((one) => one.recording?.id === recordingId);
    if (entry) {
      const playing = playingOf(workshop, talks, entry);
      if (playing) return { kind: 'open', playing, talkId: entry.talk.id };
      return { kind: 'not-open', title: entry.talk.data.title };
    }
    const of = recording?.data.of;
    const session = of?.kind === 'session' ? sessions.find(({ id }) => id === of.sessionId) : undefined;
    const playing =
      session && recording && contents ? playingOfSession(workshop, session, recording, contents) : null;
    if (!playing) return { kind: 'not-open', title: session?.data.title ?? null };
    return { kind: 'open', playing, talkId: null };
  }, [workshop, talks, sessions, recording, contents, recordingId]);
}
