import { CircleArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { sizeWords } from '../i18n/sizeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { Page, PageHead, PageLoading } from '../workspace/Page.tsx';
import { OpenRecordingList } from './OpenRecordingList.tsx';
import { useDownloadStates } from './useDownloadStates.ts';
import { type OpenRecording, useOpenRecordings } from './useOpenRecordings.ts';
import { renditionOf, useRecordingActs } from './useRecordingActs.ts';

const refOf = ({ entry, contents }: OpenRecording) => renditionOf(entry.hub.fingerprint, contents);

/** What is on this computer, on its way here, or could be. */
export function DownloadsPage() {
  const { t } = useTranslation();
  const { language } = useLocale();
  const open = useOpenRecordings();
  const acts = useRecordingActs();
  const states = useDownloadStates(open?.map(refOf) ?? []);
  if (!open) return <PageLoading />;
  const here = open.filter((_, index) => states[index]?.state === 'complete');
  const missing = open.filter((_, index) =>
    ['absent', 'partial', 'failed'].includes(states[index]?.state ?? ''),
  );
  const size = (list: readonly OpenRecording[]) =>
    sizeWords(
      list.reduce((sum, { recording }) => sum + recording.data.size, 0),
      language,
    );
  const text =
    here.length > 0
      ? `${t('recordings.total', { size: size(here) })}. ${t('recordings.pageText')}`
      : t('recordings.pageText');
  return (
    <Page title={t('recordings.pageTitle')}>
      <PageHead title={t('recordings.pageTitle')} text={text}>
        {missing.length > 0 ? (
          <Button
            icon={<CircleArrowDown aria-hidden />}
            onPress={() => acts.start(...missing.flatMap((recording) => refOf(recording) ?? []))}
          >
            {t('recordings.startAll', { size: size(missing) })}
          </Button>
        ) : null}
      </PageHead>
      {open.length === 0 ? (
        <EmptyState
          icon={<CircleArrowDown aria-hidden />}
          title={t('recordings.empty')}
          text={t('recordings.emptyText')}
          act={<LinkButton href="/">{t('shell.toToday')}</LinkButton>}
        />
      ) : (
        <OpenRecordingList recordings={open} />
      )}
    </Page>
  );
}
