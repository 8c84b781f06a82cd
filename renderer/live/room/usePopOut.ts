import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { STAGE_WINDOW } from '#shared/contracts/ipcLive.ts';
import { copyLook } from './copyLook.ts';

/** A second window with the stage in it; `page` is `null` while there is none. */
export type PopOut = { readonly page: Window | null; readonly toggle: () => void };

const bounds = z.object({ left: z.int(), top: z.int(), width: z.int().min(200), height: z.int().min(150) });
type Bounds = Readonly<z.infer<typeof bounds>>;

const STORAGE_KEY = 'lectern.live.window';

/** Where the window stood last, from what was stored; `null` where that is no such thing. */
export function readBounds(stored: string | null): Bounds | null {
  try {
    const read = bounds.safeParse(JSON.parse(stored ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function rememberBounds(page: Window): void {
  const now: Bounds = {
    left: page.screenX,
    top: page.screenY,
    width: page.innerWidth,
    height: page.innerHeight,
  };
  if (bounds.safeParse(now).success) localStorage.setItem(STORAGE_KEY, JSON.stringify(now));
}

function features(): string {
  const last = readBounds(localStorage.getItem(STORAGE_KEY));
  const { width, height } = last ?? { width: 880, height: 560 };
  const place = last ? `,left=${last.left},top=${last.top}` : '';
  return `popup,width=${width},height=${height}${place}`;
}

/**
 * Opens and closes the stage's own window. It is drawn from this one, so that pictures are shared, and closes
 * with the room. `onFailed`: the window did not open.
 */
export function usePopOut(onFailed: () => void): PopOut {
  const [page, setPage] = useState<Window | null>(null);
  /** Opened, and not loaded yet. */
  const opening = useRef<Window | null>(null);
  useEffect(() => () => opening.current?.close(), []);
  useEffect(() => {
    if (page === null) return;
    const gone = () => {
      rememberBounds(page);
      setPage(null);
      // A page that is loaded anew is not drawn any more.
      page.close();
    };
    const close = () => page.close();
    page.addEventListener('pagehide', gone);
    window.addEventListener('pagehide', close);
    return () => {
      page.removeEventListener('pagehide', gone);
      window.removeEventListener('pagehide', close);
      if (!page.closed) rememberBounds(page);
      page.close();
    };
  }, [page]);
  const toggle = useCallback(() => {
    if (page !== null) return setPage(null);
    if (opening.current?.closed === false) return;
    const opened = window.open(STAGE_WINDOW, 'lectern-stage', features());
    if (opened === null) return onFailed();
    opening.current = opened;
    opened.addEventListener(
      'load',
      () => {
        opening.current = null;
        copyLook(document, opened.document);
        setPage(opened);
      },
      { once: true },
    );
  }, [page, onFailed]);
  return { page, toggle };
}
