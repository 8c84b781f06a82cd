import { useMemo } from 'react';
import { useRows } from '../sync/useRows.ts';
import { type TalkEntry, talkEntries } from './talkEntries.ts';

/** The talks of the workshop in scope, with speakers and recordings; `undefined` while loading. */
export function useTalkEntries(): readonly TalkEntry[] | undefined {
  const talks = useRows('talk');
  const people = useRows('person');
  const recordings = useRows('recording');
  const contents = useRows('recordingContents');
  return useMemo(
    () =>
      talks && people && recordings && contents
        ? talkEntries({ talks, people, recordings, contents })
        : undefined,
    [talks, people, recordings, contents],
  );
}
