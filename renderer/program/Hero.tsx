import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { spanWords } from '#shared/program/momentWords.ts';
import { moderatesAny } from '#shared/questions/moderatesQuestion.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { useModeration } from '../questions/useModeration.ts';
import { DownloadProgram } from '../recordings/queue/DownloadProgram.tsx';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { CopyLink } from '../workspace/CopyLink.tsx';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { boardPath, workshopPath } from '../workspace/routes.ts';
import { CalendarButton } from './export/CalendarButton.tsx';
import { ExportMenu } from './export/ExportMenu.tsx';
import { OrganizerMenu } from './OrganizerMenu.tsx';
import styles from './WorkshopPage.module.css';

/** `dated`: something has a day, so that there is something for a calendar. */
type Props = { readonly workshop: WorkshopEntry; readonly dated: boolean };

/** What workshop this is, and the one thing to do with it. */
export function Hero({ workshop, dated }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const moderation = useModeration();
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
          <DownloadProgram />
          {moderation && moderatesAny(moderation) ? (
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
