import { useCallback, useEffect, useRef, useState } from 'react';
import { useSyncStatus } from '../../sync/useSyncStatus.ts';
import {
  type OpenSlides,
  openSlides,
  type PDFDocumentProxy,
  SlidesError,
  type SlidesTrouble,
} from './openSlides.ts';

type SlidesState =
  | { readonly state: 'loading' }
  | { readonly state: 'open'; readonly pdf: PDFDocumentProxy }
  | { readonly state: 'trouble'; readonly trouble: SlidesTrouble };

/** The slides at an address, and how to try once more; again by itself when their hub is back. */
export function useSlides(hub: string, url: string): readonly [SlidesState, retry: () => void] {
  const [state, setState] = useState<SlidesState>({ state: 'loading' });
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another opening
  useEffect(() => {
    const end = new AbortController();
    let opened: OpenSlides | null = null;
    setState({ state: 'loading' });
    openSlides(url, end.signal).then(
      (slides) => {
        if (end.signal.aborted) return slides.close();
        opened = slides;
        setState({ state: 'open', pdf: slides.pdf });
      },
      (error: unknown) => {
        if (end.signal.aborted) return;
        console.warn('the slides could not be shown', error);
        setState({ state: 'trouble', trouble: error instanceof SlidesError ? error.trouble : 'damaged' });
      },
    );
    return () => {
      end.abort();
      opened?.close();
    };
  }, [url, tries]);
  const isMissing = state.state === 'trouble' && state.trouble === 'missing';
  const { state: sync } = useSyncStatus(hub);
  const before = useRef(sync);
  useEffect(() => {
    const isBack = sync === 'synced' && before.current !== 'synced';
    before.current = sync;
    if (isBack && isMissing) retry();
  }, [sync, isMissing, retry]);
  return [state, retry];
}
