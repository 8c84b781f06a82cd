import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { may } from '#shared/people/permissions.ts';
import { Button } from '../../design/Button.tsx';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { sessionPath, talkPath } from '../../workspace/routes.ts';
import { CaptionsPart } from './CaptionsPart.tsx';
import { ChaptersPart } from './ChaptersPart.tsx';
import { KeepPart } from './KeepPart.tsx';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';
import { PendingLines } from './PendingLines.tsx';
import { RatingsPart } from './RatingsPart.tsx';
import { ReleasePart } from './ReleasePart.tsx';
import { SlidesPart } from './SlidesPart.tsx';
import { VideoPart } from './VideoPart.tsx';

type Props = { readonly item: ManagedItem; readonly onBack: () => void };

/** All that can be done with the recording of one talk. */
export function ItemPanel({ item, onBack }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { of, recording, contents } = item;
  const all = may(workshop.membership.role, 'recording.manage');
  return (
    <section className={styles.panel} aria-label={item.title}>
      <Button
        small
        variant="quiet"
        className={styles.back ?? ''}
        icon={<ArrowLeft aria-hidden />}
        onPress={onBack}
      >
        {t('manage.back')}
      </Button>
      <header className={styles.panelHead}>
        <h2>{item.title}</h2>
        <p>
          {item.speakers.length > 0 ? <span>{item.speakers.join(', ')}</span> : null}
          <Link
            href={of.kind === 'talk' ? talkPath(workshop, of.talkId) : sessionPath(workshop, of.sessionId)}
          >
            {t(of.kind === 'talk' ? 'manage.openTalk' : 'manage.openSession')}
          </Link>
        </p>
      </header>
      <PendingLines item={item} />
      <VideoPart item={item} />
      {recording ? <ReleasePart item={item} recording={recording} /> : null}
      {recording && contents ? (
        <>
          <CaptionsPart item={item} contents={contents} />
          <SlidesPart item={item} contents={contents} />
          <ChaptersPart item={item} recording={recording} contents={contents} />
        </>
      ) : null}
      {recording && all ? (
        <>
          <KeepPart recording={recording} />
          <RatingsPart recordingId={recording.id} />
        </>
      ) : null}
    </section>
  );
}
