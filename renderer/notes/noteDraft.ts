import { z } from 'zod';

const KEY = 'lectern.note.';
const draft = z.object({
  text: z.string(),
  /** The second that it was begun at; `null` follows the playback until something is written. */
  second: z.number().nonnegative().nullable(),
  whole: z.boolean(),
});
export type NoteDraft = Readonly<z.infer<typeof draft>>;

export const emptyNote: NoteDraft = { text: '', second: null, whole: false };

/** A note that was begun and not kept. `of`: the recording it is on, or the note that it edits. */
export function readNoteDraft(of: string): NoteDraft | null {
  const stored = window.localStorage.getItem(KEY + of);
  if (stored === null) return null;
  try {
    return draft.parse(JSON.parse(stored));
  } catch (error) {
    console.error('a note that was begun could not be read', error);
    return null;
  }
}

/** `null` forgets it. Where there is no room it is only in its field, and the note is kept as usual. */
export function keepNoteDraft(of: string, kept: NoteDraft | null): void {
  try {
    if (kept === null) window.localStorage.removeItem(KEY + of);
    else window.localStorage.setItem(KEY + of, JSON.stringify(kept));
  } catch (error) {
    console.error('a note that was begun is only in its field', error);
  }
}
