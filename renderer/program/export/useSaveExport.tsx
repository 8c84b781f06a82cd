import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exported, LeftOut } from '#shared/program/export/exported.ts';
import { toast } from '../../design/Toast.tsx';
import { LeftOutDialog } from './LeftOutDialog.tsx';
import { saveFile } from './saveFile.ts';

export type ExportFileName = { readonly name: string; readonly type: string };
export type SaveExport = {
  /** Makes an export, has it saved where the person says, and tells what is in the file and what is not. */
  readonly save: (file: ExportFileName, make: () => Promise<Exported>) => Promise<void>;
  /** To be shown beside whatever saves. */
  readonly dialog: ReactNode;
};

/** So many are named in a message; all of them are in the dialog. */
const NAMED = 2;

/** Says what was left out and why, by name; where there are many, how many more. */
function useLeftOutWords(): (leftOut: readonly LeftOut[]) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (leftOut) => {
      if (leftOut.length === 0) return '';
      const named = leftOut
        .slice(0, NAMED)
        .map(({ title, why }) => t('exports.leftOutOne', { title, why: t(`exports.why.${why}`) }));
      const more = leftOut.length - named.length;
      const all = more > 0 ? [...named, t('exports.leftOutMore', { count: more })] : named;
      const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(all);
      return ` ${t('exports.leftOut', { what: list })}`;
    },
    [t, i18n.language],
  );
}

/** How an export of any kind is saved. */
export function useSaveExport(): SaveExport {
  const { t } = useTranslation();
  const leftOutWords = useLeftOutWords();
  const [shown, setShown] = useState<readonly LeftOut[] | null>(null);
  const say = useCallback(
    (tone: 'ok' | 'bad', text: string, leftOut: readonly LeftOut[]) => {
      const showAll = { label: t('exports.showAll'), press: () => setShown(leftOut) };
      toast({
        tone,
        text: `${text}${leftOutWords(leftOut)}`,
        ...(leftOut.length > 0 ? { stays: true } : {}),
        ...(leftOut.length > NAMED ? { act: showAll } : {}),
      });
    },
    [t, leftOutWords],
  );
  const save = useCallback(
    async ({ name, type }: ExportFileName, make: () => Promise<Exported>) => {
      try {
        const { text, entries, leftOut } = await make();
        if (entries === 0) {
          say('bad', t('exports.empty', { name }), leftOut);
          return;
        }
        const saved = await saveFile({ name, type, text });
        if (saved.how === 'cancelled') return;
        if (saved.how === 'failed') say('bad', t('exports.notSaved', { name: saved.name }), []);
        else say('ok', t('exports.saved', { name: saved.name, count: entries }), leftOut);
      } catch (error) {
        console.error(error);
        toast({ tone: 'bad', text: t('exports.notMade') });
      }
    },
    [t, say],
  );
  return { save, dialog: <LeftOutDialog leftOut={shown} onClose={() => setShown(null)} /> };
}
