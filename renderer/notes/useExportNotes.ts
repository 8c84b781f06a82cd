import { useTranslation } from 'react-i18next';
import { toast } from '../design/Toast.tsx';
import { saveFile } from '../program/export/saveFile.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { countMarks, type NotedWorkshop } from './noted.ts';
import { notesMarkdown } from './notesMarkdown.ts';

/** Saves notes where the person says, as one Markdown file; tells how that ended. */
export function useExportNotes(): (noted: readonly NotedWorkshop[]) => Promise<void> {
  const { t } = useTranslation();
  return async (noted) => {
    const [only] = noted.length === 1 ? noted : [];
    const slug = only?.entry?.data.slug;
    const text = notesMarkdown(noted, {
      title: t('notes.exportTitle'),
      whole: t('notes.onWhole'),
      bookmark: t('notes.bookmark'),
      gone: t('notes.gone'),
      goneWorkshop: t('notes.goneWorkshop'),
    });
    const name = `${t('notes.exportName')}${slug ? `-${slug}` : ''}.md`;
    const saved = await saveFile({ name, type: 'text/markdown;charset=utf-8', text });
    if (saved.how === 'cancelled') return;
    if (saved.how === 'failed') toast({ tone: 'bad', text: t('notes.notExported', { name: saved.name }) });
    else toast({ tone: 'ok', text: t('notes.exported', { name: saved.name, count: countMarks(noted) }) });
  };
}

/** What a workshop is called in the list of files. */
export function notedName({ entry }: NotedWorkshop, gone: string): string {
  return entry ? workshopName(entry.data) : gone;
}
