import { Check, CircleArrowDown, ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/permissions.ts';
import { spanWords } from '#shared/program/momentWords.ts';
import { Button } from '../design/Button.tsx';
import { sizeWords } from '../i18n/sizeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { useDownloadStates } from '../recordings/useDownloadStates.ts';
import { renditionOf, useRecordingActs } from '../recordings/useRecordingActs.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { CopyLink } from '../workspace/CopyLink.tsx';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { boardPath, workshopPath } from '../workspace/routes.ts';
import { CalendarButton } from './export/CalendarButton.tsx';
import { ExportMenu } from './export/ExportMenu.tsx';
import { OrganizerMenu } from './OrganizerMenu.tsx';
import type { TalkEntry } from './talkEntries.ts';
import styles from './WorkshopPage.module.css';

type Props = { readonly workshop: WorkshopEntry; readonly entries: readonly TalkEntry[] };
/** `dated`: something has a day, so that there is something for a calendar. */
type HeroProps = Props & { readonly dated: boolean };

/** What workshop this is, and the one thing to do with it. */
export function Hero({ workshop, entries, dated }: HeroProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data } = workshop;
  const over = [
    data.hostEvent,
    data.mode && t(`program.mode.${data.mode}`),
    data.place,
    spanWords(data.first, data.last, locale) ?? t('program.moments.unknown'),
  ];
  return (
    <header>
      <p className={styles.over}>{over.filter(Boolean).join(' · ')}</p>
      <div className={styles.hero}>
        <div>
          <h1>{data.title}</h1>
          {data.summary ? <p className={styles.lead}>{data.summary}</p> : null}
        </div>
        <div className={styles.acts}>
          <DownloadAll workshop={workshop} entries={entries} />
          {may(workshop.membership.role, 'question.moderate') ? (
            <LinkButton href={boardPath(workshop)} icon={<ListChecks aria-hidden />}>
              {t('questions.board')}
            </LinkButton>
          ) : null}
          {dated ? <CalendarButton of={{ kind: 'workshop', id: workshop.id }} /> : null}
          <ExportMenu />
          <CopyLink path={workshopPath(workshop)} />
          <OrganizerMenu />
        </div>
      </div>
    </header>
  );
}

function DownloadAll({ workshop, entries }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const acts = useRecordingActs();
  const refs = entries.flatMap(({ contents }) => {
    const ref = contents?.data.released ? renditionOf(workshop.hub.fingerprint, contents) : null;
    return ref ? [ref] : [];
  });
  const states = useDownloadStates(refs);
  const missing = refs.filter((_, index) =>
    ['absent', 'partial', 'failed'].includes(states[index]?.state ?? 'absent'),
  );
  if (refs.length === 0) return null;
  const size = sizeWords(
    missing.reduce((sum, ref) => sum + ref.rendition.size, 0),
    language,
  );
  if (states.every(({ state }) => state === 'complete')) {
    return (
      <Button isDisabled icon={<Check aria-hidden />}>
        {t('recordings.allHere')}
      </Button>
    );
  }
  if (missing.length === 0) return null;
  return (
    <Button variant="primary" icon={<CircleArrowDown aria-hidden />} onPress={() => acts.start(...missing)}>
      {t('recordings.downloadAll', { size })}
    </Button>
  );
}
