import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Row } from '#shared/sync/rows.ts';
import { Fact, Facts } from '../design/Facts.tsx';
import { OutsideLink } from '../design/OutsideLink.tsx';
import { Tag } from '../design/Tag.tsx';
import { Crumb } from '../program/Crumb.tsx';
import styles from '../program/DetailPage.module.css';
import { CalendarButton } from '../program/export/CalendarButton.tsx';
import { Markdown } from '../program/Markdown.tsx';
import { NotHere } from '../program/NotHere.tsx';
import { questionCounts } from '../program/questionCounts.ts';
import { TalkRow } from '../program/TalkRow.tsx';
import type { TalkEntry } from '../program/talkEntries.ts';
import { talkTimeWords } from '../program/timeWords.ts';
import { type Program, useProgram } from '../program/useProgram.ts';
import { useProgramZone } from '../program/useProgramZone.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useQuestions } from '../sync/useQuestions.ts';
import { useRows } from '../sync/useRows.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { CopyLink } from '../workspace/CopyLink.tsx';
import { Page, PageLoading } from '../workspace/Page.tsx';
import { personPath, sessionPath } from '../workspace/routes.ts';
import { PersonPhoto } from './PersonPhoto.tsx';
import { PhotoWork } from './PhotoWork.tsx';

/** A person of the program: who it is, what they give, chair and serve as. */
export function PersonPage({ personId }: { readonly personId: string }) {
  const program = useProgram();
  if (!program) return <PageLoading />;
  const person = program.people.get(personId);
  return person ? <Person person={person} program={program} /> : <NotHere what="person" />;
}

type Props = { readonly person: Row<'person'>; readonly program: Program };

function Person({ person, program }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { name, affiliations, bio, links, sample } = person.data;
  const talks = program.talks.filter(({ speakers }) =>
    speakers.some(({ personId }) => personId === person.id),
  );
  return (
    <Page title={name}>
      <Crumb trail={[{ id: 'person', words: t('program.person') }]}>
        {talks.length > 0 ? (
          <CalendarButton small of={{ kind: 'person', id: person.id }} title={name} />
        ) : null}
        <CopyLink small path={personPath(workshop, person.id)} />
      </Crumb>
      <header className={styles.head}>
        <div className={styles.who}>
          <PersonPhoto person={person} />
          <div>
            <h1>{name}</h1>
            <p className={styles.over}>
              {affiliations.length > 0 ? affiliations.join(' · ') : t('program.affiliationsUnknown')}{' '}
              {sample ? <Tag>{t('common.sample')}</Tag> : null}
            </p>
          </div>
        </div>
        <PhotoWork personId={person.id} />
      </header>
      <div className={styles.cols}>
        <div className={styles.read}>
          {bio ? <Markdown text={bio} /> : null}
          {bio === null && talks.length === 0 ? <p className={styles.over}>{t('program.noBio')}</p> : null}
          <Talks talks={talks} />
          <Chaired person={person} program={program} />
        </div>
        <Facts>
          <Seats person={person} />
          {links.length > 0 ? (
            <Fact title={t('program.links')}>
              {links.map(({ url, label }) => (
                <OutsideLink key={url} href={url}>
                  {label}
                </OutsideLink>
              ))}
            </Fact>
          ) : null}
        </Facts>
      </div>
    </Page>
  );
}

function Talks({ talks }: { readonly talks: readonly TalkEntry[] }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const now = useProgramNow(10_000);
  const questions = useQuestions();
  const counts = useMemo(() => questionCounts(questions ?? []), [questions]);
  const { locale, words } = useProgramZone(workshop);
  if (talks.length === 0) return null;
  const first = talks.find(({ talk }) => talk.data.start.kind === 'instant')?.talk.data.start;
  return (
    <section>
      <h2>{t('program.givenTalks')}</h2>
      {first?.kind === 'instant' ? <p className={styles.over}>{words(Date.parse(first.at))}</p> : null}
      <ul>
        {talks.map((talk) => (
          <TalkRow
            key={talk.talk.id}
            workshop={workshop}
            entry={talk}
            time={talkTimeWords(talk.talk.data.start, locale)}
            asked={counts.get(talk.talk.id) ?? 0}
            now={now}
          />
        ))}
      </ul>
    </section>
  );
}

function Chaired({ person, program }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { locale } = useProgramZone(workshop);
  const sessions = program.entries.flatMap((entry) =>
    entry.of === 'session' && entry.session.data.chairIds.includes(person.id) ? [entry] : [],
  );
  if (sessions.length === 0) return null;
  return (
    <section>
      <h2>{t('program.chairedSessions')}</h2>
      <ul className={styles.list}>
        {sessions.map((entry) => (
          <li key={entry.id}>
            <Link href={sessionPath(workshop, entry.id)}>{entry.title}</Link>
            <small>
              {[talkTimeWords(entry.session.data.start, locale), t(`program.sessionKinds.${entry.kind}`)]
                .filter((words) => words !== null)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Seats({ person }: Pick<Props, 'person'>) {
  const { t } = useTranslation();
  const seats = (useRows('seat') ?? []).filter(({ data }) => data.personId === person.id);
  if (seats.length === 0) return null;
  return (
    <Fact title={t('program.seatsOfPerson')}>
      <ul>
        {seats.map(({ id, data }) => (
          <li key={id}>{data.committee}</li>
        ))}
      </ul>
    </Fact>
  );
}
