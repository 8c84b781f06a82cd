import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Fact } from '../design/Facts.tsx';
import { neighbours } from '../program/neighbours.ts';
import { TrackWords } from '../program/PlaceWords.tsx';
import { type ProgramEntry, sessionWhen, talkWhen } from '../program/programEntries.ts';
import type { TalkEntry } from '../program/talkEntries.ts';
import type { Program } from '../program/useProgram.ts';
import { WhenWords } from '../program/WhenWords.tsx';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { talkPath } from '../workspace/routes.ts';
import styles from './TalkPage.module.css';

type Props = { readonly entry: TalkEntry; readonly program: Program };

/** When and where a talk is given, as far as that is known. */
export function TalkPlace({ entry, program }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { data } = entry.talk;
  const session = program.entries.find(
    (of): of is Extract<ProgramEntry, { of: 'session' }> => of.of === 'session' && of.id === data.sessionId,
  );
  const own = talkWhen(data);
  // A talk without a time of its own is given some time during its session.
  const inSession = own.start === null && session !== undefined && session.start !== null;
  const roomId = data.roomId ?? session?.roomId ?? null;
  const trackId = data.trackId ?? session?.trackId ?? null;
  const track = trackId === null ? undefined : program.tracks.get(trackId);
  return (
    <>
      <Fact title={t('program.when')}>
        {inSession ? <p>{t('program.during')}</p> : null}
        <p>
          {inSession ? (
            <WhenWords
              workshop={workshop}
              when={sessionWhen(session.session.data)}
              stated={session.session.data.start}
            />
          ) : (
            <WhenWords workshop={workshop} when={own} stated={data.start} />
          )}
        </p>
        <p>
          {data.minutes === null ? t('program.lengthUnknown') : t('common.minutes', { count: data.minutes })}
        </p>
      </Fact>
      {program.rooms.size > 0 ? (
        <Fact title={t('program.room')}>
          <p>{(roomId === null ? undefined : program.rooms.get(roomId))?.data.name ?? t('common.unknown')}</p>
        </Fact>
      ) : null}
      {track ? (
        <Fact title={t('program.track')}>
          <p>
            <TrackWords track={track} />
          </p>
        </Fact>
      ) : null}
    </>
  );
}

const MOST_PARALLEL = 6;

/** What is before it, after it and at the same time. */
export function AroundTalk({ entry, program }: Props) {
  const { t } = useTranslation();
  const near = useMemo(() => neighbours(program.entries, entry.talk.id), [program.entries, entry.talk.id]);
  if (!near.previous && !near.next && near.parallel.length === 0) return null;
  return (
    <Fact title={t('program.neighbours')}>
      <dl>
        {near.previous ? <Near label={t('program.previous')} talks={[near.previous]} /> : null}
        {near.next ? <Near label={t('program.nextTalk')} talks={[near.next]} /> : null}
        {near.parallel.length > 0 ? (
          <Near label={t('program.parallel')} talks={near.parallel.slice(0, MOST_PARALLEL)} />
        ) : null}
        {near.parallel.length > MOST_PARALLEL ? (
          <dd>{t('program.moreInBlock', { count: near.parallel.length - MOST_PARALLEL })}</dd>
        ) : null}
      </dl>
    </Fact>
  );
}

function Near({ label, talks }: { readonly label: string; readonly talks: readonly TalkEntry[] }) {
  const workshop = useWorkshop();
  return (
    <div>
      <dt>{label}</dt>
      {talks.map(({ talk }) => (
        <dd key={talk.id} className={styles.near}>
          <Link href={talkPath(workshop, talk.id)}>{talk.data.title}</Link>
        </dd>
      ))}
    </div>
  );
}
