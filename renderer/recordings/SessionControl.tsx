import type { Row } from '#shared/sync/rows.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { RecordingControl } from './RecordingControl.tsx';
import { useSessionRecording } from './useSessionRecording.ts';

/** The state of what was recorded of a session's stage, with what can be done about it. */
export function SessionControl({ session }: { readonly session: Row<'session'> }) {
  const { hub, data } = useWorkshop();
  const now = useProgramNow(1000);
  const recorded = useSessionRecording(session.id);
  if (!recorded) return null;
  return (
    <span data-testid="recording-state">
      <RecordingControl
        choice
        hub={hub.fingerprint}
        zone={data.zone}
        title={session.data.title}
        recording={recorded.recording}
        contents={recorded.contents}
        now={now}
      />
    </span>
  );
}
