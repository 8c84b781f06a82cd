import { ExternalLink, LayoutGrid, PictureInPicture2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Popup } from '../../design/Menu.tsx';
import styles from './Dock.module.css';
import { useStageRoom } from './StageScope.ts';
import { type LayoutChoice, layouts } from './tileLayout.ts';
import { usePictureApart } from './usePictureApart.ts';
import type { PopOut } from './usePopOut.ts';

type Props = {
  readonly choice: LayoutChoice;
  readonly onChoose: (choice: LayoutChoice) => void;
  readonly popOut: PopOut;
};

/** How the stage is shown, and where: here, in a window of its own, or as a small picture over everything. */
export function LayoutMenu({ choice, onChoose, popOut }: Props) {
  const { t } = useTranslation();
  const { view } = useStageRoom();
  const apart = usePictureApart();
  // Faces in a window of their own have no click of this one behind them, which a picture in picture needs.
  const hasPictures = popOut.page === null || view.stage?.playing != null;
  return (
    <Popup
      label={t('stageRoom.dock.layout')}
      trigger={
        <IconButton
          className={styles.wide ?? ''}
          icon={<LayoutGrid aria-hidden="true" />}
          label={t('stageRoom.dock.layout')}
          shortcut="L"
          data-testid="dock-layout"
        />
      }
    >
      <div className={styles.choices}>
        <fieldset>
          <legend>{t('stageRoom.layout.label')}</legend>
          {(['auto', ...layouts] as const).map((layout) => (
            <label key={layout}>
              <input
                type="radio"
                name="layout"
                checked={layout === choice}
                onChange={() => onChoose(layout)}
              />
              <span>
                {t(`stageRoom.layout.${layout}`)}
                <small>{t(`stageRoom.layout.${layout}Said`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <div className={styles.acts}>
          <Button
            small
            variant="quiet"
            icon={popOut.page ? <Undo2 aria-hidden="true" /> : <ExternalLink aria-hidden="true" />}
            onPress={popOut.toggle}
            data-testid="dock-popout"
          >
            {t(popOut.page ? 'stageRoom.dock.popIn' : 'stageRoom.dock.popOut')}
          </Button>
          {(hasPictures || apart.on) && (
            <Button
              small
              variant="quiet"
              icon={<PictureInPicture2 aria-hidden="true" />}
              onPress={apart.toggle}
              data-testid="dock-pip"
            >
              {t(apart.on ? 'stageRoom.dock.exitPip' : 'stageRoom.dock.pip')}
            </Button>
          )}
        </div>
      </div>
    </Popup>
  );
}
