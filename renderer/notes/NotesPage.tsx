import { FileDown, NotebookPen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { Menu } from '../design/Menu.tsx';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { Page, PageHead, PageLoading } from '../workspace/Page.tsx';
import { libraryPath } from '../workspace/routes.ts';
import { MarkItem } from './MarkItem.tsx';
import { NotesFilters } from './NotesFilters.tsx';
import styles from './NotesPage.module.css';
import { everything, filterNoted, type NotedRecording, type NotedWorkshop } from './noted.ts';
import { notedName, useExportNotes } from './useExportNotes.ts';
import { useNoted } from './useNoted.ts';

/** All notes and bookmarks of the person, of all workshops, by recording. */
export function NotesPage() {
  const { t } = useTranslation();
  const noted = useNoted();
  if (!noted) return <PageLoading />;
  return (
    <Page title={t('notes.title')}>
      <PageHead title={t('notes.title')} text={t('notes.text')}>
        {noted.length > 0 ? <ExportNotes noted={noted} /> : null}
      </PageHead>
      {noted.length === 0 ? (
        <EmptyState
          icon={<NotebookPen aria-hidden />}
          title={t('notes.emptyAll')}
          text={t('notes.emptyAllText')}
          act={
            <LinkButton href={libraryPath} variant="primary">
              {t('notes.toRecordings')}
            </LinkButton>
          }
        />
      ) : (
        <Noted noted={noted} />
      )}
    </Page>
  );
}

function Noted({ noted }: { readonly noted: readonly NotedWorkshop[] }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(everything);
  const shown = filterNoted(noted, filter);
  return (
    <>
      <NotesFilters noted={noted} filter={filter} onChange={setFilter} />
      {shown.length === 0 ? (
        <EmptyState
          title={t('notes.noneFound', { text: filter.text.trim() })}
          text={t('notes.noneFoundText')}
          act={<Button onPress={() => setFilter(everything)}>{t('notes.showAll')}</Button>}
        />
      ) : (
        shown.map((workshop) => (
          <section key={workshop.key} className={styles.workshop}>
            <h2>{notedName(workshop, t('notes.goneWorkshop'))}</h2>
            {workshop.recordings.map((recording) => (
              <Recording key={recording.recordingId} hub={workshop.hub} recording={recording} />
            ))}
          </section>
        ))
      )}
    </>
  );
}

type RecordingProps = { readonly hub: string; readonly recording: NotedRecording };

function Recording({ hub, recording: { title, path, marks } }: RecordingProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  return (
    <section className={styles.recording}>
      <h3>{path ? <Link href={path(null)}>{title}</Link> : t('notes.gone')}</h3>
      {path ? null : <p className={styles.gone}>{t('notes.goneText')}</p>}
      <ol>
        {marks.map((mark) => (
          <li key={mark.markId}>
            <MarkItem
              hub={hub}
              mark={mark}
              current={false}
              onGo={path ? () => navigate(path(mark.second)) : null}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function ExportNotes({ noted }: { readonly noted: readonly NotedWorkshop[] }) {
  const { t } = useTranslation();
  const save = useExportNotes();
  const all = { id: 'all', label: t('notes.exportAll'), act: () => void save(noted) };
  const each = noted.map((one) => ({
    id: one.key,
    label: t('notes.exportEach', { name: notedName(one, t('notes.goneWorkshop')) }),
    act: () => void save([one]),
  }));
  return (
    <Menu label={t('notes.export')} entries={noted.length > 1 ? [all, ...each] : each}>
      <Button icon={<FileDown aria-hidden />}>{t('notes.export')}</Button>
    </Menu>
  );
}
