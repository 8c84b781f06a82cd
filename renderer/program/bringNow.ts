import { scrollToNow } from './scrollToNow.ts';

/** Two frames: one for what React draws, one for what that brings into view. */
export function afterDrawing(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

/** Scrolls to the line at now in the timeline, else to an entry of the list, and gives that the focus. */
export function bringNow(section: HTMLElement | null, entryId: string | undefined): void {
  if (scrollToNow(section)) {
    section?.scrollIntoView({ block: 'start' });
    return;
  }
  if (entryId === undefined) return;
  const id = CSS.escape(entryId);
  // It is drawn once the part of the list that holds it is in view.
  section?.querySelector(`[data-holds~="${id}"]`)?.scrollIntoView();
  afterDrawing(() => {
    const item = section?.querySelector<HTMLElement>(`#entry-${id}`);
    item?.scrollIntoView({ block: 'center' });
    item?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
  });
}
