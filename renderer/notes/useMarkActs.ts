import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import type { MarkEntry } from '../sync/database.ts';
import { useNearConnection } from '../sync/useHubClock.ts';
import { keepMark, makeMark, type NewMark, removeMark } from './keepMarks.ts';

/** What went wrong in a sentence, `null` where it is kept. */
export type Kept = Promise<string | null>;

type MarkActs = {
  readonly make: (mark: NewMark) => Kept;
  readonly change: (mark: MarkEntry) => Kept;
  /** It can be taken back for a while. */
  readonly remove: (mark: MarkEntry) => void;
};

/** What a person does with notes and bookmarks on recordings of one hub. */
export function useMarkActs(hub: string): MarkActs {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const connection = useNearConnection(hub);
  return useMemo(() => {
    const kept = async (work: (on: NonNullable<typeof connection>) => Promise<unknown>): Kept => {
      try {
        if (!connection) return t('notes.notKept', { reason: sentence('hub-error') });
        await work(connection);
        return null;
      } catch (error) {
        return t('notes.notKept', { reason: sentence(reasonOf(error)) });
      }
    };
    const said = (work: Kept, then: () => void) =>
      void work.then((wrong) => (wrong === null ? then() : toast({ tone: 'bad', text: wrong })));
    return {
      make: (mark) => kept((on) => makeMark(on, mark)),
      change: (mark) => kept((on) => keepMark(on, mark)),
      remove: (mark) =>
        said(
          kept((on) => removeMark(on, mark)),
          () =>
            toast({
              tone: 'ok',
              text: t(mark.kind === 'note' ? 'notes.removedNote' : 'notes.removedBookmark'),
              act: {
                label: t('notes.undo'),
                press: () =>
                  said(
                    kept((on) => keepMark(on, mark)),
                    () => undefined,
                  ),
              },
            }),
        ),
    };
  }, [t, sentence, connection]);
}
