import { Signal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { useStageRoom } from './StageScope.ts';
import styles from './Trouble.module.css';

/** Says whether it is you, them or the hub, what helps and what is left out of it; and that one saves data by choice. */
export function Trouble() {
  const { t } = useTranslation();
  const { client, view } = useStageRoom();
  const { trouble, saving, relief } = view;
  const relieved = relief === 'none' ? null : t(`stageRoom.trouble.relief.${relief}`);
  if (trouble === null) {
    if (relieved !== null) {
      return (
        <p className={styles.saving} role="status" data-testid="stage-relief">
          {relieved}
        </p>
      );
    }
    return saving === 'off' ? null : (
      <p className={styles.saving} data-testid="stage-saving">
        {t(`stageRoom.saving.note.${saving}`)}
        <Button small variant="quiet" onPress={() => client?.setSaving('off')}>
          {t('stageRoom.saving.turnOff')}
        </Button>
      </p>
    );
  }
  const weak =
    trouble.who === 'them'
      ? view.stage?.places.find(({ accountId }) => accountId === trouble.accountId)
      : undefined;
  if (trouble.who === 'them' && weak === undefined) return null;
  const words =
    trouble.who === 'them'
      ? t('stageRoom.trouble.them', { name: weak?.name ?? '' })
      : t(`stageRoom.trouble.${trouble.who}`);
  return (
    <p className={styles.trouble} role="status" data-testid="stage-trouble" data-who={trouble.who}>
      <Signal aria-hidden="true" />
      <span>{[words, trouble.who === 'them' ? null : relieved].filter(Boolean).join(' ')}</span>
      {trouble.who === 'you' && saving === 'off' && (
        <Button small variant="quiet" onPress={() => client?.setSaving('data')}>
          {t('stageRoom.trouble.saveData')}
        </Button>
      )}
    </p>
  );
}
