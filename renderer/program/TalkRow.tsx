import { MessageCircleQuestionMark } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { StarButton } from '../agenda/StarButton.tsx';
import { Tag } from '../design/Tag.tsx';
import { RecordingControl } from '../recordings/RecordingControl.tsx';
import { WatchedLine } from '../recordings/watched/WatchedLine.tsx';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { talkPath } from '../workspace/routes.ts';
import { PersonLine } from './PersonLinks.tsx';
import styles from './TalkList.module.css';
import type { TalkEntry } from './talkEntries.ts';

export type TalkRowProps = {
  readonly workshop: WorkshopEntry;
  readonly entry: TalkEntry;
  /** When it begins, in words, where that is not said beside it. */
  readonly time: string | null;
  readonly asked: number;
  /** The program's clock, ms since the epoch. */
  readonly now: number;
  readonly children?: ReactNode;
};

/** A talk in a list: when or how long, what, by whom, and the state of its recording. */
export const TalkRow = memo(function TalkRow(props: TalkRowProps) {
  const { workshop, entry, time, asked, now, children } = props;
  const { t } = useTranslation();
  const { data, id } = entry.talk;
  return (
    <li className={styles.row}>
      <TalkLength entry={entry} time={time} />
      <div>
        <h5 className={styles.title}>
          <Link href={talkPath(workshop, id)}>{data.title}</Link>
        </h5>
        <p className={styles.by}>
          {entry.speakers.length > 0 ? <PersonLine people={entry.speakers} /> : t('program.speakersUnknown')}{' '}
          {entry.recording?.data.sample ? <Tag>{t('common.sample')}</Tag> : null}{' '}
          {entry.recording ? (
            <WatchedLine
              hub={workshop.hub.fingerprint}
              recordingId={entry.recording.id}
              duration={entry.recording.data.duration}
            />
          ) : null}
        </p>
        {children}
      </div>
      <div className={styles.tags}>
        {data.state === 'cancelled' && !children ? <Tag tone="live">{t('program.cancelled')}</Tag> : null}
        <Tag>{t(`program.talkKinds.${data.kind}`)}</Tag>
        {asked > 0 ? <Asked count={asked} /> : null}
        <span className={styles.star}>
          <StarButton small talkId={id} />
        </span>
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
        ) : null}
      </div>
    </li>
  );
});

function Asked({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  return (
    <span className={styles.questions} title={t('recordings.questions', { count })}>
      <MessageCircleQuestionMark aria-hidden />
      <span aria-hidden>{count}</span>
      <span className="visually-hidden">{t('recordings.questions', { count })}</span>
    </span>
  );
}

/** When it begins, and how long it is planned to be; else how long its recording is. */
function TalkLength({ entry, time }: { readonly entry: TalkEntry; readonly time: string | null }) {
  const { t } = useTranslation();
  const { minutes } = entry.talk.data;
  const seconds = entry.recording?.data.duration;
  const words = () => {
    if (minutes !== null) return t('common.minutes', { count: minutes });
    if (seconds === undefined) return null;
    return seconds < 60
      ? t('common.seconds', { count: Math.round(seconds) })
      : t('common.minutes', { count: Math.round(seconds / 60) });
  };
  const length = words();
  return (
    <span className={styles.length}>
      {time === null ? null : <time>{time}</time>}
      {length === null ? null : <span>{length}</span>}
      {time === null && length === null ? (
        <>
          <span aria-hidden>–</span>
          <span className="visually-hidden">{t('program.lengthUnknown')}</span>
        </>
      ) : null}
    </span>
  );
}
