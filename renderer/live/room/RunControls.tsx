import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagePhase } from '#shared/live/stage.ts';
import { Button, type ButtonVariant } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { BarButton } from './BarButton.tsx';

type Move = {
  readonly to: StagePhase;
  readonly words: 'openGreenRoom' | 'goLive' | 'end' | 'backToGreenRoom' | 'reopen' | 'close';
  readonly variant: ButtonVariant;
};

/** What a moderator is offered in each phase; the hub's table allows all of these. */
const moves: Readonly<Record<StagePhase, readonly Move[]>> = {
  closed: [
    { to: 'green-room', words: 'openGreenRoom', variant: 'plain' },
    { to: 'live', words: 'goLive', variant: 'primary' },
  ],
  'green-room': [
    { to: 'closed', words: 'close', variant: 'quiet' },
    { to: 'live', words: 'goLive', variant: 'primary' },
  ],
  live: [
    { to: 'green-room', words: 'backToGreenRoom', variant: 'quiet' },
    { to: 'ended', words: 'end', variant: 'plain' },
  ],
  ended: [{ to: 'live', words: 'reopen', variant: 'plain' }],
};

type Props = { readonly phase: StagePhase; readonly onMove: (to: StagePhase) => void };

/** Opens, begins and ends the stage (design rule L2); for those who may run it. */
export function RunControls({ phase, onMove }: Props) {
  const { t } = useTranslation();
  const [ending, setEnding] = useState(false);
  return (
    <>
      {moves[phase].map(({ to, words, variant }) =>
        words === 'backToGreenRoom' ? (
          <BarButton
            key={to}
            yieldsFirst
            icon={<Undo2 aria-hidden="true" />}
            words={t('live.run.backToGreenRoom')}
            said={t('live.run.backSaid')}
            onPress={() => onMove(to)}
          />
        ) : (
          <Button
            key={to}
            small
            variant={variant}
            onPress={() => (to === 'ended' ? setEnding(true) : onMove(to))}
          >
            {t(`live.run.${words}`)}
          </Button>
        ),
      )}
      <ConfirmDialog
        title={t('live.run.confirmTitle')}
        text={t('live.run.confirmText')}
        act={t('live.run.confirm')}
        danger
        isOpen={ending}
        onConfirm={() => onMove('ended')}
        onClose={() => setEnding(false)}
      />
    </>
  );
}
