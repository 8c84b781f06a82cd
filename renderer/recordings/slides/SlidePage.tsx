import { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PDFDocumentProxy, PDFPageProxy } from './openSlides.ts';
import styles from './Slides.module.css';

type Props = {
  readonly pdf: PDFDocumentProxy;
  /** From 1. */
  readonly page: number;
  /** The text on it can be selected, and is read aloud. */
  readonly withText: boolean;
  /** What it is called. */
  readonly label: string;
};

/** One page of the slides, as wide as its place. */
export function SlidePage({ pdf, page, withText, label }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [shape, setShape] = useState(16 / 9);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element || width === 0) return undefined;
    const end = new AbortController();
    const draw = async () => {
      const read = await pdf.getPage(page);
      if (end.signal.aborted) return;
      const { width: w, height: h } = read.getViewport({ scale: 1 });
      setShape(w / h);
      const parts = await drawPage(read, width, withText, end.signal);
      if (end.signal.aborted) return;
      element.replaceChildren(...parts);
      setBroken(false);
    };
    draw().catch((error: unknown) => {
      if (end.signal.aborted) return;
      console.warn(`slide ${page} could not be drawn`, error);
      element.replaceChildren();
      setBroken(true);
    });
    return () => end.abort();
  }, [pdf, page, width, withText]);
  return (
    <figure aria-label={label} className={styles.page} style={{ aspectRatio: shape }}>
      <div ref={box} />
      {broken ? <figcaption className={styles.broken}>{t('notes.slides.pageDamaged')}</figcaption> : null}
    </figure>
  );
}

async function drawPage(
  page: PDFPageProxy,
  width: number,
  withText: boolean,
  signal: AbortSignal,
): Promise<readonly HTMLElement[]> {
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
  const dense = window.devicePixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(viewport.width * dense);
  canvas.height = Math.ceil(viewport.height * dense);
  canvas.setAttribute('aria-hidden', 'true');
  const task = page.render({ canvas, viewport, transform: [dense, 0, 0, dense, 0, 0] });
  const cancel = () => task.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  await task.promise;
  signal.removeEventListener('abort', cancel);
  if (!withText) return [canvas];
  const container = document.createElement('div');
  container.className = styles.text ?? '';
  container.style.setProperty('--total-scale-factor', String(viewport.scale));
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container, viewport });
  await layer.render();
  return [canvas, container];
}

/** In CSS pixels; 0 until it is in sight for the first time. */
function useWidth(box: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = new ResizeObserver(() => setWidth(Math.round(element.clientWidth)));
    const sight = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        sight.disconnect();
        measure.observe(element);
      },
      { rootMargin: '200px' },
    );
    sight.observe(element);
    return () => {
      measure.disconnect();
      sight.disconnect();
    };
  }, [box]);
  return width;
}
