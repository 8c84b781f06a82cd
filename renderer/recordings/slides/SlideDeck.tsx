import { ChevronLeft, ChevronRight, CircleAlert, CloudOff, LocateFixed } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import type { Playing } from '../playerContext.ts';
import { useMediaActs, useMediaNow } from '../useMediaActs.ts';
import type { PDFDocumentProxy } from './openSlides.ts';
import { SlidePage } from './SlidePage.tsx';
import styles from './Slides.module.css';
import { pageAt, secondOfPage } from './slideTimes.ts';
import { useSlides } from './useSlides.ts';

type Props = { readonly playing: Playing; readonly hash: string };

/** The slides of a talk, page by page as the talk goes on, or as the reader leafs. */
export function SlideDeck({ playing, hash }: Props) {
  const { t } = useTranslation();
  const { hub, workshopId, recordingId } = playing.ref;
  const [slides, retry] = useSlides(hub, mediaUrl('blob', { hub, workshopId, recordingId, id: hash }));
  if (slides.state === 'loading') {
    return (
      <div className={styles.centre}>
        <Spinner label={t('notes.slides.loading')} />
      </div>
    );
  }
  if (slides.state === 'open') return <Deck pdf={slides.pdf} changes={playing.contents.slideChanges} />;
  const isMissing = slides.trouble === 'missing';
  return (
    <EmptyState
      icon={isMissing ? <CloudOff aria-hidden /> : <CircleAlert aria-hidden />}
      title={t(isMissing ? 'notes.slides.missing' : 'notes.slides.damaged')}
      text={t(isMissing ? 'notes.slides.missingText' : 'notes.slides.damagedText')}
      act={
        <Button small onPress={retry}>
          {t('notes.slides.retry')}
        </Button>
      }
    />
  );
}

type DeckProps = { readonly pdf: PDFDocumentProxy; readonly changes: readonly number[] };

function Deck({ pdf, changes }: DeckProps) {
  const { t } = useTranslation();
  const acts = useMediaActs();
  const { currentTime } = useMediaNow();
  const pages = pdf.numPages;
  const live = pageAt(changes, currentTime, pages);
  const [leafed, setLeafed] = useState<number | null>(changes.length === 0 ? 1 : null);
  const page = leafed ?? live;
  const leaf = (to: number) => setLeafed(Math.min(pages, Math.max(1, to)));
  const choose = (to: number) => {
    const second = secondOfPage(changes, to);
    if (second === null) return leaf(to);
    setLeafed(null);
    acts.seek(second);
  };
  return (
    <section className={styles.deck} aria-label={t('notes.slides.title')}>
      <SlidePage pdf={pdf} page={page} withText label={t('notes.slides.page', { page, pages })} />
      <div className={styles.bar}>
        <IconButton
          small
          variant="quiet"
          icon={<ChevronLeft aria-hidden />}
          label={t('notes.slides.previous')}
          isDisabled={page === 1}
          onPress={() => leaf(page - 1)}
        />
        <span className={styles.count} role="status">
          {t('notes.slides.page', { page, pages })}
        </span>
        <IconButton
          small
          variant="quiet"
          icon={<ChevronRight aria-hidden />}
          label={t('notes.slides.next')}
          isDisabled={page === pages}
          onPress={() => leaf(page + 1)}
        />
        {leafed !== null && changes.length > 0 ? (
          <Button small icon={<LocateFixed aria-hidden />} onPress={() => setLeafed(null)}>
            {t('notes.slides.follow')}
          </Button>
        ) : null}
      </div>
      <PageStrip pdf={pdf} changes={changes} page={page} onChoose={choose} />
    </section>
  );
}

type StripProps = DeckProps & { readonly page: number; readonly onChoose: (page: number) => void };

/** All pages, small; one leads to the second at which it is shown. */
function PageStrip({ pdf, changes, page, onChoose }: StripProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const shown = Array.from({ length: pdf.numPages }, (_, n) => n + 1);
  useEffect(() => {
    const element = list.current;
    const current = element?.children[page - 1];
    if (!element || !(current instanceof HTMLElement) || element.matches(':hover, :focus-within')) return;
    element.scrollTo({ left: current.offsetLeft - element.clientWidth / 2 + current.clientWidth / 2 });
  }, [page]);
  return (
    <ol ref={list} className={styles.strip} aria-label={t('notes.slides.list')}>
      {shown.map((one) => {
        const second = secondOfPage(changes, one);
        const pages = pdf.numPages;
        const label =
          second === null
            ? t('notes.slides.page', { page: one, pages })
            : t('notes.slides.pageAt', { page: one, time: clockText(second) });
        return (
          <li key={one}>
            <button
              type="button"
              className={styles.thumb}
              aria-label={label}
              aria-current={one === page ? 'true' : undefined}
              onClick={() => onChoose(one)}
            >
              <SlidePage pdf={pdf} page={one} withText={false} label={label} />
              <span>{second === null ? one : clockText(second)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
