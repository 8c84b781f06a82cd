import { MonitorUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import styles from './Dock.module.css';
import { useStageRoom } from './StageScope.ts';

/** What somebody shows: its name where this window knows it, and whether its sound goes along. */
export type ShownScreen = { readonly name: string; readonly sound: boolean };

/** Says that everybody sees one's screen, and ends it. */
export function Showing({ shown }: { readonly shown: ShownScreen | null }) {
  const { t } = useTranslation();
  const { client, view } = useStageRoom();
  if (view.screen.kind !== 'on') return null;
  const words =
    shown === null
      ? t('stageRoom.dock.showingSome')
      : t(shown.sound ? 'stageRoom.dock.showingSound' : 'stageRoom.dock.showing', { what: shown.name });
  return (
    <div className={styles.showing} data-testid="stage-showing">
      <MonitorUp aria-hidden="true" />
      <span title={words}>{words}</span>
      <Button small onPress={() => void client?.stopScreen()}>
        {t('stageRoom.dock.stop')}
      </Button>
    </div>
  );
}
