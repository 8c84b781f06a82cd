import {
  CircleArrowDown,
  LibraryBig,
  MessageCircleQuestionMark,
  NotebookPen,
  PanelLeft,
  Presentation,
  Search,
  Star,
  Sun,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { classes } from '../design/classes.ts';
import { IconButton } from '../design/IconButton.tsx';
import { usePartTheme } from '../design/partTheme.ts';
import { useNoteCount } from '../notes/useNoted.ts';
import { useAllAgenda } from '../sync/useAgenda.ts';
import { Rehearsal } from './Rehearsal.tsx';
import { agendaPath, libraryPath, notesPath } from './routes.ts';
import { SettingsMenu } from './SettingsMenu.tsx';
import styles from './Sidebar.module.css';
import { SyncLine } from './SyncLine.tsx';
import { useDownloadCount } from './useDownloadCount.ts';
import { useMyQuestions } from './useMyQuestions.ts';
import { WorkshopList } from './WorkshopList.tsx';

export type SidebarProps = {
  /** Icons only. */
  readonly folded: boolean;
  /** Lies over the page, where the window is narrow. */
  readonly over: boolean;
  readonly onToggle: () => void;
  readonly onSearch: () => void;
};

const isMac = () => navigator.userAgent.includes('Mac');

export function Sidebar({ folded, over, onToggle, onSearch }: SidebarProps) {
  const { t } = useTranslation();
  const theme = usePartTheme();
  const shortcut = isMac() ? '⌘K' : 'Ctrl K';
  return (
    <div {...theme} className={classes(styles.side, folded && styles.rail, over && styles.over)}>
      <div className={styles.top}>
        {folded ? null : (
          <span className={styles.brand}>
            <Presentation aria-hidden />
            Lectern
          </span>
        )}
        <IconButton
          small
          variant="quiet"
          icon={<PanelLeft aria-hidden />}
          label={folded ? t('shell.unfold') : t('shell.fold')}
          shortcut={isMac() ? '⌘B' : 'Ctrl B'}
          aria-expanded={!folded}
          onPress={onToggle}
        />
      </div>
      {folded ? (
        <IconButton
          variant="quiet"
          icon={<Search aria-hidden />}
          label={t('shell.search')}
          shortcut={shortcut}
          onPress={onSearch}
        />
      ) : (
        <button type="button" className={styles.search} onClick={onSearch}>
          <Search aria-hidden />
          <span>{t('shell.searchLong')}</span>
          <kbd>{shortcut}</kbd>
        </button>
      )}
      <nav aria-label={t('shell.sidebar')} className={styles.scroll}>
        <Mine folded={folded} />
        <WorkshopList folded={folded} />
      </nav>
      <div className={styles.foot}>
        <Rehearsal folded={folded} />
        <SyncLine folded={folded} />
        <SettingsMenu folded={folded} />
      </div>
    </div>
  );
}

function Mine({ folded }: { readonly folded: boolean }) {
  const { t } = useTranslation();
  const downloads = useDownloadCount();
  const questions = useMyQuestions();
  const agenda = useAllAgenda();
  const notes = useNoteCount();
  const answered = questions?.filter(({ view }) => view.data.state === 'answered').length ?? 0;
  return (
    <ul className={styles.list}>
      <MineItem href="/" folded={folded} icon={<Sun aria-hidden />} label={t('shell.today')} />
      <MineItem
        href={agendaPath}
        folded={folded}
        icon={<Star aria-hidden />}
        label={t('shell.agenda')}
        aside={agenda?.flatMap(({ entries }) => entries).length || null}
      />
      <MineItem
        href="/questions"
        folded={folded}
        icon={<MessageCircleQuestionMark aria-hidden />}
        label={t('shell.questions')}
        aside={
          answered > 0 ? (
            <span className={styles.good}>{t('shell.answered', { count: answered })}</span>
          ) : (
            questions?.length || null
          )
        }
      />
      <MineItem
        href="/downloads"
        folded={folded}
        icon={<CircleArrowDown aria-hidden />}
        label={t('shell.downloads')}
        aside={downloads && downloads.all > 0 ? t('shell.downloadsOf', downloads) : null}
      />
      <MineItem
        href={notesPath}
        folded={folded}
        icon={<NotebookPen aria-hidden />}
        label={t('notes.title')}
        aside={notes || null}
      />
      <MineItem
        href={libraryPath}
        folded={folded}
        icon={<LibraryBig aria-hidden />}
        label={t('shell.library')}
      />
    </ul>
  );
}

type MineItemProps = {
  readonly href: string;
  readonly folded: boolean;
  readonly icon: ReactNode;
  readonly label: string;
  readonly aside?: ReactNode;
};

function MineItem({ href, folded, icon, label, aside }: MineItemProps) {
  const [path] = useLocation();
  return (
    <li>
      <Link
        href={href}
        className={styles.item ?? ''}
        aria-current={path === href ? 'page' : undefined}
        title={folded ? label : undefined}
      >
        {icon}
        <span className={folded ? 'visually-hidden' : styles.label}>{label}</span>
        {folded || !aside ? null : <span className={styles.aside}>{aside}</span>}
      </Link>
    </li>
  );
}
