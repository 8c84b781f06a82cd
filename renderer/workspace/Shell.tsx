import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ReminderHost } from '../agenda/ReminderHost.tsx';
import { classes } from '../design/classes.ts';
import { PartTheme } from '../design/partTheme.ts';
import { InviteDialog } from '../people/InviteDialog.tsx';
import { useLinkRefusals } from '../people/useLinkRefusals.ts';
import { SearchProvider } from '../search/SearchProvider.tsx';
import { Palette } from './Palette.tsx';
import { isLiveRoom } from './routes.ts';
import styles from './Shell.module.css';
import { Sidebar } from './Sidebar.tsx';
import { useSetting } from './settings.ts';
import { useNarrow } from './useNarrow.ts';

/** The frame: sidebar and content, with the keys that work everywhere. */
export function Shell({ children }: { readonly children: ReactNode }) {
  return (
    <SearchProvider>
      <Frame>{children}</Frame>
    </SearchProvider>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [path] = useLocation();
  useLinkRefusals();
  const [foldedByChoice, setFolded] = useSetting('sidebarFolded');
  const narrow = useNarrow();
  const [peeking, setPeeking] = useState(false);
  const [searching, setSearching] = useState(false);
  const folded = narrow ? !peeking : foldedByChoice;
  const toggle = useCallback(() => {
    if (narrow) setPeeking((open) => !open);
    else setFolded(!foldedByChoice);
  }, [narrow, foldedByChoice, setFolded]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes what lies over it
  useEffect(() => setPeeking(false), [path, narrow]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (event.key === 'Escape') setPeeking(false);
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (key === 'k') setSearching(true);
      else if (key === 'b') toggle();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [toggle]);
  return (
    <div className={classes(styles.shell, (folded || narrow) && styles.folded)}>
      <a className={styles.skip} href="#page">
        {t('shell.skip')}
      </a>
      <PartTheme value={isLiveRoom(path) ? 'dark' : undefined}>
        <Sidebar
          folded={folded}
          over={narrow && peeking}
          onToggle={toggle}
          onSearch={() => setSearching(true)}
        />
      </PartTheme>
      <div className={styles.content} id="content">
        {children}
      </div>
      <ReminderHost />
      <InviteDialog />
      {searching ? <Palette onClose={() => setSearching(false)} /> : null}
    </div>
  );
}
