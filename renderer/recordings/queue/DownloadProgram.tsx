import { useRows } from '../../sync/useRows.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { DownloadSet } from './DownloadSet.tsx';
import { isMoreThanOwn, membersOf } from './membersOf.ts';

/**
 * Downloads what is open of the workshop in scope, or of one session of it with its talks. Where that is no more
 * than the session's own recording, its `SessionControl` does it.
 */
export function DownloadProgram({ sessionId }: { readonly sessionId?: string }) {
  const { hub } = useWorkshop();
  const talks = useRows('talk');
  const recordings = useRows('recording');
  const contents = useRows('recordingContents');
  if (!talks || !recordings || !contents) return null;
  const members = membersOf({ hub: hub.fingerprint, talks, recordings, contents }, sessionId ?? null);
  if (sessionId === undefined) return <DownloadSet of="workshop" primary members={members} />;
  return isMoreThanOwn(members) ? <DownloadSet of="session" members={members} /> : null;
}
