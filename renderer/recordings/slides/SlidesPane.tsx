import { Presentation } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import type { Playing } from '../playerContext.ts';
import { MomentStrip } from './MomentStrip.tsx';
import styles from './Slides.module.css';

// What reads a PDF is large, and few look at slides.
const SlideDeck = lazy(async () => ({ default: (await import('./SlideDeck.tsx')).SlideDeck }));

/** The slides beside the video, or where they change; both go with the playback and lead to its seconds. */
export function SlidesPane({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { slides, slideChanges } = playing.contents;
  if (slides) {
    return (
      <div className={styles.pane}>
        <Suspense
          fallback={
            <div className={styles.centre}>
              <Spinner label={t('notes.slides.loading')} />
            </div>
          }
        >
          <SlideDeck key={slides.hash} playing={playing} hash={slides.hash} />
        </Suspense>
      </div>
    );
  }
  if (slideChanges.length > 0) {
    return (
      <div className={styles.pane}>
        <MomentStrip playing={playing} />
      </div>
    );
  }
  return (
    <EmptyState
      icon={<Presentation aria-hidden />}
      title={t('notes.slides.none')}
      text={t('notes.slides.noneText')}
    />
  );
}
