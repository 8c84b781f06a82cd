import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { Tooltip } from '../../design/Tooltip.tsx';
import { ownHand } from './ownHand.ts';
import { useStageRoom } from './StageScope.ts';

/** Raises the hand or takes it down, and tells its place in the line (rule L3). */
export function HandButton({ onHand }: { readonly onHand: () => void }) {
  const { t } = useTranslation();
  const { view, ownAccountId } = useStageRoom();
  const hand = ownHand(view.stage, ownAccountId);
  const words =
    hand === null
      ? t('stageRoom.dock.raise')
      : hand.position === 1
        ? t('stageRoom.dock.handFirst')
        : t('stageRoom.dock.handAt', { position: hand.position });
  return (
    <Tooltip text={t(hand ? 'stageRoom.dock.lower' : 'stageRoom.dock.raise')} shortcut="H">
      <Button
        icon={<Hand aria-hidden="true" />}
        variant={hand ? 'ask' : 'plain'}
        aria-pressed={hand !== null}
        onPress={onHand}
        data-testid="dock-hand"
      >
        {words}
      </Button>
    </Tooltip>
  );
}
