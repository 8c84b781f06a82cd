import { MessageCircleQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Tag } from '../design/Tag.tsx';
import { RecordingControl } from '../recordings/RecordingControl.tsx';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { talkPath } from '../workspace/routes.ts';
import styles from './TalkList.module.css';
import { speakersLine, type TalkEntry } from './talkEntries.ts';

export type TalkListProps = {
  readonly workshop: WorkshopEntry;
  readonly entries: readonly TalkEntry[];
  /** How many questions each talk has, by its id. */
  readonly questions: ReadonlyMap<string, number>;
  /** The program's clock, ms since the epoch. */
  readonly now: number;
};

/** Talks in a list, each with the state of its recording. */
export function TalkList({ workshop, entries, questions, now }: TalkListProps) {
  return (
    <ul>
      {entries.map((entry) => (
        <TalkRow
          key={entry.talk.id}
          workshop={workshop}
          entry={entry}
          asked={questions.get(entry.talk.id) ?? 0}
          now={now}
        />
      ))}
    </ul>
  );
}

type RowProps = {
  readonly workshop: WorkshopEntry;
  readonly entry: TalkEntry;
  readonly asked: number;
  readonly now: number;
};

function TalkRow({ workshop, entry, asked, now }: RowProps) {
  const { t } = useTranslation();
  const { data, id } = entry.talk;
  return (
    <li className={styles.row}>
      <TalkLength entry={entry} />
      <div>
        <h3 className={styles.title}>
          <Link href={talkPath(workshop, id)}>{data.title}</Link>
        </h3>
        <p className={styles.by}>
          {entry.speakers.length > 0 ? speakersLine(entry.speakers) : t('program.speakersUnknown')}{' '}
          {entry.recording?.data.sample ? <Tag>{t('common.sample')}</Tag> : null}
        </p>
      </div>
      <div className={styles.tags}>
        <Tag>{t(`program.talkKinds.${data.kind}`)}</Tag>
        {asked > 0 ? (
          <span className={styles.questions} title={t('recordings.questions', { count: asked })}>
            <MessageCircleQuestionMark aria-hidden />
            <span aria-hidden>{asked}</span>
            <span className="visually-hidden">{t('recordings.questions', { count: asked })}</span>
          </span>
        ) : null}
      </div>
      <div className={styles.state}>
        {entry.recording ? (
          <RecordingControl
            hub={workshop.hub.fingerprint}
            zone={workshop.data.zone}
            title={data.title}
            recording={entry.recording}
            contents={entry.contents}
            now={now}
          />
        ) : (
          <span className={styles.none}>{t('program.recordingUnknown')}</span>
        )}
      </div>
    </li>
  );
}

function TalkLength({ entry }: { readonly entry: TalkEntry }) {
  const { t } = useTranslation();
  const seconds = entry.recording?.data.duration;
  const minutes = seconds === undefined ? entry.talk.data.minutes : seconds / 60;
  if (minutes === null) {
    return (
      <span className={styles.length} title={t('program.lengthUnknown')}>
        <span aria-hidden>–</span>
        <span className="visually-hidden">{t('program.lengthUnknown')}</span>
      </span>
    );
  }
  const words =
    minutes < 1 && seconds !== undefined
      ? t('common.seconds', { count: Math.round(seconds) })
      : t('common.minutes', { count: Math.round(minutes) });
  return <span className={styles.length}>{words}</span>;
}
