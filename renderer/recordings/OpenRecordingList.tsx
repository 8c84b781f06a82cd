import { Link } from 'wouter';
import { clockText } from '#shared/program/clockText.ts';
import talkStyles from '../program/TalkList.module.css';
import { workshopName } from '../workspace/workshopName.ts';
import { RecordingControl } from './RecordingControl.tsx';
import type { OpenRecording } from './useOpenRecordings.ts';

/** Recordings of several workshops, each with its state on this computer. */
export function OpenRecordingList({ recordings }: { readonly recordings: readonly OpenRecording[] }) {
  return (
    <ul>
      {recordings.map(({ title, path, workshop, recording, contents }) => (
        <li key={recording.id} className={talkStyles.row}>
          <span className={talkStyles.length}>{clockText(recording.data.duration)}</span>
          <div>
            <h3 className={talkStyles.title}>
              <Link href={path}>{title}</Link>
            </h3>
            <p className={talkStyles.by}>{workshopName(workshop.data)}</p>
          </div>
          <span />
          <div className={talkStyles.state}>
            <RecordingControl
              hub={workshop.hub.fingerprint}
              zone={workshop.data.zone}
              title={title}
              recording={recording}
              contents={contents}
              now={0}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
