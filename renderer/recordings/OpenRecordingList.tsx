import { Link } from 'wouter';
import { clockText } from '#shared/program/clockText.ts';
import talkStyles from '../program/TalkList.module.css';
import { talkPath } from '../workspace/routes.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { RecordingControl } from './RecordingControl.tsx';
import type { OpenRecording } from './useOpenRecordings.ts';

/** Recordings of several workshops, each with its state on this computer. */
export function OpenRecordingList({ recordings }: { readonly recordings: readonly OpenRecording[] }) {
  return (
    <ul>
      {recordings.map(({ entry, talk, recording, contents }) => (
        <li key={recording.id} className={talkStyles.row}>
          <span className={talkStyles.length}>{clockText(recording.data.duration)}</span>
          <div>
            <h3 className={talkStyles.title}>
              <Link href={talkPath(entry, talk.id)}>{talk.data.title}</Link>
            </h3>
            <p className={talkStyles.by}>{workshopName(entry.data)}</p>
          </div>
          <span />
          <div className={talkStyles.state}>
            <RecordingControl
              hub={entry.hub.fingerprint}
              zone={entry.data.zone}
              title={talk.data.title}
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
