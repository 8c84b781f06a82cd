import { CircleArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/EmptyState.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { useRefusal } from '../i18n/useRefusal.ts';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { Page, PageHead, PageLoading } from '../workspace/Page.tsx';
import styles from './DownloadsPage.module.css';
import { useDownloadQueue } from './downloads.ts';
import { GetSection } from './queue/GetSection.tsx';
import { QueueSection } from './queue/QueueSection.tsx';
import { refsOfSet } from './queue/recordingSet.ts';
import { useMembers } from './queue/useMembers.ts';
import { useRecordingNames } from './queue/useRecordingNames.ts';
import { HereSection } from './space/HereSection.tsx';
import { SpaceCard } from './space/SpaceCard.tsx';
import { useSpace } from './space/useSpace.ts';

/** What is on its way to this computer, what is here, what could be, and what it takes. */
export function DownloadsPage() {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const members = useMembers();
  const names = useRecordingNames();
  const queue = useDownloadQueue();
  const [known, setSpace] = useSpace();
  if (!members || !names) return <PageLoading />;
  const nothing =
    refsOfSet(members, 'video').length === 0 &&
    queue.length === 0 &&
    known.kind === 'read' &&
    known.space.stored.length === 0;
  return (
    <Page title={t('downloads.title')}>
      <PageHead title={t('downloads.title')} text={t('downloads.text')} />
      <div className={styles.cols}>
        <div className={styles.read}>
          {nothing ? (
            <EmptyState
              icon={<CircleArrowDown aria-hidden />}
              title={t('downloads.nothingOpen')}
              text={t('downloads.nothingOpenText')}
              act={<LinkButton href="/">{t('shell.toToday')}</LinkButton>}
            />
          ) : (
            <>
              <QueueSection names={names} />
              <GetSection members={members} />
              {known.kind === 'read' ? (
                <HereSection space={known.space} names={names} members={members} />
              ) : null}
            </>
          )}
        </div>
        {known.kind === 'read' ? <SpaceCard space={known.space} names={names} onSpace={setSpace} /> : null}
        {known.kind === 'loading' ? <Spinner label={t('common.loading')} /> : null}
        {known.kind === 'failed' ? (
          <p role="alert">{t('downloads.space.unknown', { reason: sentence(known.reason) })}</p>
        ) : null}
      </div>
    </Page>
  );
}
