import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { useSetting } from '../../workspace/settings.ts';
import { useSpeakers } from '../room/useSpeakers.ts';
import styles from './Check.module.css';
import { DeviceSelect } from './DeviceSelect.tsx';
import { playTone } from './playTone.ts';

type Asked = 'not-yet' | 'playing' | 'asked' | 'heard' | 'not-heard' | 'failed';

/** A short tone from the chosen output, and the question whether it was heard. */
export function SpeakerCheck() {
  const { t } = useTranslation();
  const [speaker, setSpeaker] = useSetting('stageSpeaker');
  const speakers = useSpeakers();
  const [asked, ask] = useState<Asked>('not-yet');
  const play = () => {
    ask('playing');
    playTone(speaker).then(
      () => ask('asked'),
      (error: unknown) => {
        console.warn('the tone', error);
        ask('failed');
      },
    );
  };
  const words = { heard: 'heard', 'not-heard': 'notHeard', failed: 'failed' } as const;
  return (
    <section className={styles.part} aria-label={t('check.speaker.title')}>
      <div className={styles.row}>
        <DeviceSelect
          label={t('check.speaker.title')}
          none={t('check.speaker.none')}
          devices={speakers}
          chosen={speaker}
          onChoose={(id) => {
            setSpeaker(id);
            ask('not-yet');
          }}
        />
        <Button icon={<Volume2 aria-hidden="true" />} isDisabled={asked === 'playing'} onPress={play}>
          {t(asked === 'not-yet' ? 'check.speaker.play' : 'check.speaker.again')}
        </Button>
      </div>
      {asked === 'asked' && (
        <div className={styles.question} role="status">
          <span>{t('check.speaker.question')}</span>
          <Button small onPress={() => ask('heard')}>
            {t('check.speaker.yes')}
          </Button>
          <Button small onPress={() => ask('not-heard')}>
            {t('check.speaker.no')}
          </Button>
        </div>
      )}
      {asked === 'heard' || asked === 'not-heard' || asked === 'failed' ? (
        <p className={styles.said} data-tone={asked === 'heard' ? 'ok' : 'ask'} role="status">
          {t(`check.speaker.${words[asked]}`)}
        </p>
      ) : null}
    </section>
  );
}
