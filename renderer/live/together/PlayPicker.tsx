import { Play, Tv } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageState } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useTalkEntries } from '../../program/useTalkEntries.ts';
import { useDownload } from '../../recordings/downloads.ts';
import { recordingStatus } from '../../recordings/recordingStatus.ts';
import { StatusWords } from '../../recordings/StatusWords.tsx';
import { renditionOf } from '../../recordings/useRecordingActs.ts';
import { useProgramNow } from '../../sync/useProgramNow.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { BarButton } from '../room/BarButton.tsx';
import styles from './PlayPicker.module.css';
import { type Pickable, pickable } from './pickable.ts';

type Props = { readonly stage: StageState; readonly onAct: (act: StageAct) => void };

/** For who runs the stage: picks a recording that is then played to everyone. */
export function PlayPicker({ stage, onAct }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const play = (recordingId: string) => {
    onAct({ kind: 'play', recordingId, position: 0 });
    setOpen(false);
  };
  return (
    <>
      <BarButton
        icon={<Tv aria-hidden="true" />}
        words={t('together.pick.open')}
        said={t('together.pick.title')}
        onPress={() => setOpen(true)}
        data-testid="play-picker"
      />
      {open && (
        <Dialog isOpen wide title={t('together.pick.title')} onClose={() => setOpen(false)}>
          <Choice sessionId={stage.sessionId} playing={stage.playing?.recordingId ?? null} onPlay={play} />
        </Dialog>
      )}
    </>
  );
}

type ChoiceProps = {
  readonly sessionId: string;
  /** What is played now. */
  readonly playing: string | null;
  readonly onPlay: (recordingId: string) => void;
};

function Choice({ sessionId, playing, onPlay }: ChoiceProps) {
  const { t } = useTranslation();
  const talks = useTalkEntries();
  const [sought, seek] = useState('');
  if (!talks) return <Spinner label={t('together.pick.loading')} />;
  const found = pickable(talks, sessionId, sought);
  const parts = [
    { here: true, title: t('together.pick.here') },
    { here: false, title: t('together.pick.others') },
  ];
  return (
    <div className={styles.picker}>
      <p className={styles.note}>{t('together.pick.text')}</p>
      <TextField autoFocus label={t('together.pick.search')} value={sought} onChange={seek} />
      <div className={styles.list}>
        {found.length === 0 && (
          <EmptyState
            title={t(sought.trim() === '' ? 'together.pick.none' : 'together.pick.notFound')}
            text={t(sought.trim() === '' ? 'together.pick.noneText' : 'together.pick.notFoundText')}
          />
        )}
        {parts.map(({ here, title }) => {
          const part = found.filter((one) => one.here === here);
          return part.length === 0 ? null : (
            <section key={title}>
              <h3>{title}</h3>
              <ul>
                {part.map((one) => (
                  <Item key={one.entry.talk.id} one={one} playing={playing} onPlay={onPlay} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
}

const MINUTE = 60_000;

function Item({ one, playing, onPlay }: Omit<ChoiceProps, 'sessionId'> & { readonly one: Pickable }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const now = useProgramNow(MINUTE);
  const { talk, speakers, recording, contents } = one.entry;
  const download = useDownload(renditionOf(workshop.hub.fingerprint, contents));
  if (!recording) return null;
  const status = recordingStatus(recording.data, contents?.data ?? null, download, now, workshop.data.zone);
  const { title } = talk.data;
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <strong>{title}</strong>
        <p>
          {speakers.map(({ name }) => name).join(', ')}
          <span className={styles.length}>{clockText(recording.data.duration)}</span>
          <StatusWords status={status} />
        </p>
        {!one.released && <p>{t('together.pick.notReleased')}</p>}
      </div>
      <Button
        small
        variant="primary"
        icon={<Play aria-hidden="true" />}
        isDisabled={!one.released || recording.id === playing}
        aria-label={t('together.pick.playSaid', { title })}
        onPress={() => onPlay(recording.id)}
      >
        {t(recording.id === playing ? 'together.pick.playing' : 'together.pick.play')}
      </Button>
    </li>
  );
}
