import { Ban, EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/Banner.tsx';
import { Tag } from '../design/Tag.tsx';
import { PersonFace } from '../people/PersonFace.tsx';
import { PendingEdit } from '../program/edit/PendingEdit.tsx';
import { Markdown } from '../program/Markdown.tsx';
import { PersonLink } from '../program/PersonLinks.tsx';
import type { TalkEntry } from '../program/talkEntries.ts';
import type { Program } from '../program/useProgram.ts';
import styles from './TalkPage.module.css';

type Props = { readonly entry: TalkEntry; readonly program: Program };

/** Title, speakers with the affiliations that they held then, and what the talk is about. */
export function TalkHead({ entry: { talk, speakers, recording }, program }: Props) {
  const { t } = useTranslation();
  const { data } = talk;
  const session = program.entries.find(({ of, id }) => of === 'session' && id === data.sessionId);
  const cancelled = data.state === 'cancelled' || session?.cancelled === true;
  return (
    <header>
      <h1>{data.title}</h1>
      {cancelled ? (
        <Banner tone="live" icon={<Ban aria-hidden />}>
          {t(data.state === 'cancelled' ? 'program.cancelledTalk' : 'program.cancelledSession')}
        </Banner>
      ) : null}
      <PendingEdit row={talk} />
      {speakers.length === 0 ? <p className={styles.note}>{t('program.speakersUnknown')}</p> : null}
      <ul className={styles.speakers}>
        {speakers.map((speaker) => (
          <li key={speaker.personId} className={styles.speaker}>
            <PersonFace name={speaker.name} photo={speaker.photo} />
            <span>
              <PersonLink personId={speaker.personId} name={speaker.name} />
              <small>{[...speaker.affiliations, t(`program.talkKinds.${data.kind}`)].join(' · ')}</small>
            </span>
          </li>
        ))}
      </ul>
      {recording?.data.sample ? (
        <p className={styles.note}>
          <Tag tone="ask">{t('common.sample')}</Tag>
          {t('recordings.sampleNote')}
        </p>
      ) : null}
      {recording?.data.withdrawn ? (
        <p className={styles.note}>
          <EyeOff aria-hidden />
          {t('recordings.withdrawnNote')}
        </p>
      ) : null}
      {recording === null ? <p className={styles.note}>{t('program.recordingUnknown')}</p> : null}
      {data.abstract ? <Prose text={data.abstract} /> : null}
      {recording?.data.description && !recording.data.sample ? (
        <Prose text={recording.data.description} />
      ) : null}
    </header>
  );
}

function Prose({ text }: { readonly text: string }) {
  return (
    <div className={styles.prose}>
      <Markdown text={text} />
    </div>
  );
}
