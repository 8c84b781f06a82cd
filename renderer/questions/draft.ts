import { z } from 'zod';

const KEY = 'lectern.draft.';
const draft = z.object({ text: z.string(), anonymous: z.boolean() });
export type Draft = Readonly<z.infer<typeof draft>>;

export const emptyDraft: Draft = { text: '', anonymous: false };

/** The question that was begun at a talk and not sent. */
export function readDraft(talkId: string): Draft {
  const stored = window.localStorage.getItem(KEY + talkId);
  if (stored === null) return emptyDraft;
  try {
    return draft.parse(JSON.parse(stored));
  } catch (error) {
    console.error('a stored draft could not be read', error);
    return emptyDraft;
  }
}

export function keepDraft(talkId: string, kept: Draft): void {
  if (kept.text === '') window.localStorage.removeItem(KEY + talkId);
  else window.localStorage.setItem(KEY + talkId, JSON.stringify(kept));
}
