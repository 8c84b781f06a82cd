import { VideoOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CaptureSource, readChosenDevices, rememberDevice } from '../client/capture.ts';
import type { SourceState } from '../client/sourceState.ts';
import { useDevices } from '../client/useDevices.ts';
import { SourceProblem } from '../room/SourceProblem.tsx';
import { TrackVideo } from '../room/TrackVideo.tsx';
import styles from './Check.module.css';
import { DeviceSelect } from './DeviceSelect.tsx';
import { useHearing } from './useHearing.ts';
import { useOwnTrack } from './useOwnTrack.ts';

/** The own picture and the own loudness, each with the choice of its device. */
export function OwnDevices() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(readChosenDevices);
  const [tries, setTries] = useState({ microphone: 0, camera: 0 });
  const again = (source: CaptureSource) => () => setTries({ ...tries, [source]: tries[source] + 1 });
  const camera = useOwnTrack('camera', `${chosen.camera} ${tries.camera}`);
  const microphone = useOwnTrack('microphone', `${chosen.microphone} ${tries.microphone}`);
  const devices = useDevices(`${camera.kind} ${microphone.kind}`);
  const choose = (source: CaptureSource) => (id: string) => {
    rememberDevice(source, id);
    setChosen(readChosenDevices());
  };
  return (
    <>
      <section className={styles.part} aria-label={t('check.camera.title')}>
        <Picture state={camera} />
        <SourceProblem source="camera" state={camera} onRetry={again('camera')} />
        <DeviceSelect
          label={t('check.camera.title')}
          none={t('live.dock.noCameras')}
          devices={devices.camera}
          chosen={chosen.camera}
          onChoose={choose('camera')}
        />
      </section>
      <section className={styles.part} aria-label={t('check.microphone.title')}>
        <DeviceSelect
          label={t('check.microphone.title')}
          none={t('live.dock.noMicrophones')}
          devices={devices.microphone}
          chosen={chosen.microphone}
          onChoose={choose('microphone')}
        />
        <Meter state={microphone} />
        <SourceProblem source="microphone" state={microphone} onRetry={again('microphone')} />
      </section>
    </>
  );
}

function Picture({ state }: { readonly state: SourceState }) {
  const { t } = useTranslation();
  return (
    <div className={styles.picture} data-testid="check-picture">
      {state.kind === 'on' ? (
        <TrackVideo track={state.track} mirrored className={styles.video} />
      ) : (
        <p>
          <VideoOff aria-hidden="true" />
          {t(state.kind === 'starting' ? 'check.camera.starting' : 'check.camera.none')}
        </p>
      )}
    </div>
  );
}

function Meter({ state }: { readonly state: SourceState }) {
  const { t } = useTranslation();
  const { meter, heard, dead } = useHearing(state.kind === 'on' ? state.track : null);
  if (state.kind === 'failed') return null;
  return (
    <>
      <div ref={meter} className={styles.meter} aria-hidden="true" data-testid="check-level">
        <span />
      </div>
      <p className={styles.said} data-tone={heard ? 'ok' : dead ? 'ask' : undefined} role="status">
        {t(heard ? 'check.microphone.heard' : dead ? 'check.microphone.dead' : 'check.microphone.speak')}
      </p>
    </>
  );
}
