import type { Page } from 'playwright';

/** Keeps an offer to undo: it goes after six seconds, but not while the pointer is on it. */
export const holdUndo = (page: Page): Promise<void> => page.getByRole('button', { name: 'Undo' }).hover();
