import { Monitor, MonitorOff } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenSource } from '#shared/contracts/ipcLive.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogActs } from '../../design/Dialog.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { Switch } from '../../design/Switch.tsx';
import { ask } from '../../hub/ipc.ts';
import { useRefusal } from '../../i18n/useRefusal.ts';
import styles from './ScreenPicker.module.css';

type Listed =
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly sources: readonly ScreenSource[]; readonly sound: boolean }
  | { readonly kind: 'failed'; readonly reason: RefusalReason };

const reasonOf = (error: unknown) => (error instanceof RefusedError ? error.reason : 'hub-error');

type Props = {
  readonly onClose: () => void;
  /** The source was named to main: what is captured next is it. */
  readonly onChosen: (source: ScreenSource, sound: boolean) => void;
};

/** What can be shown on the stage, with a small picture of each. */
export function ScreenPicker({ onClose, onChosen }: Props) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { listed, look } = useScreens();
  const [chosen, setChosen] = useState<ScreenSource | null>(null);
  const [sound, setSound] = useState(true);
  const [refused, setRefused] = useState<RefusalReason | null>(null);
  const gives = listed.kind === 'listed' && listed.sound;
  const show = async (source: ScreenSource) => {
    try {
      await ask('screens.choose', { id: source.id, sound: gives && sound });
      onChosen(source, gives && sound);
      onClose();
    } catch (error) {
      setRefused(reasonOf(error));
      look();
    }
  };
  return (
    <Dialog wide isOpen title={t('stageRoom.picker.title')} onClose={onClose}>
      <Sources listed={listed} chosen={chosen} onChoose={setChosen} onShow={(source) => void show(source)} />
      {refused && (
        <p className={styles.bad} role="alert">
          {t('stageRoom.picker.notShown', { reason: sentence(refused) })}
        </p>
      )}
      {listed.kind === 'listed' && listed.sources.length > 0 && (
        <div className={styles.sound}>
          {gives ? (
            <Switch isSelected={sound} onChange={setSound}>
              {t('stageRoom.picker.sound')}
            </Switch>
          ) : (
            <p>{t('stageRoom.picker.noSound')}</p>
          )}
        </div>
      )}
      <DialogActs>
        <Button variant="quiet" onPress={look}>
          {t('stageRoom.picker.again')}
        </Button>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="primary"
          isDisabled={chosen === null}
          onPress={() => chosen && void show(chosen)}
          data-testid="screen-show"
        >
          {t('stageRoom.picker.show')}
        </Button>
      </DialogActs>
    </Dialog>
  );
}

function useScreens(): { readonly listed: Listed; readonly look: () => void } {
  const [listed, setListed] = useState<Listed>({ kind: 'loading' });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is there to look anew
  useEffect(() => {
    let gone = false;
    ask('screens.list', {}).then(
      (reply) => !gone && setListed({ kind: 'listed', ...reply }),
      (error: unknown) => !gone && setListed({ kind: 'failed', reason: reasonOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [turn]);
  const look = useCallback(() => setTurn((before) => before + 1), []);
  return { listed, look };
}

type SourcesProps = {
  readonly listed: Listed;
  readonly chosen: ScreenSource | null;
  readonly onChoose: (source: ScreenSource) => void;
  readonly onShow: (source: ScreenSource) => void;
};

function Sources({ listed, chosen, onChoose, onShow }: SourcesProps) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  if (listed.kind === 'loading') return <Spinner label={t('stageRoom.picker.loading')} />;
  if (listed.kind === 'failed') {
    return (
      <p className={styles.bad} role="alert">
        {t('stageRoom.picker.failed', { reason: sentence(listed.reason) })}
      </p>
    );
  }
  if (listed.sources.length === 0) {
    return <EmptyState icon={<MonitorOff aria-hidden="true" />} title={t('stageRoom.picker.none')} text="" />;
  }
  const groups = [
    { kind: 'screen', title: t('stageRoom.picker.screens') },
    { kind: 'window', title: t('stageRoom.picker.windows') },
  ] as const;
  return (
    <div className={styles.groups}>
      {groups.map(({ kind, title }) => {
        const sources = listed.sources.filter((source) => source.kind === kind);
        return sources.length === 0 ? null : (
          <fieldset key={kind}>
            <legend>{title}</legend>
            <div className={styles.sources}>
              {sources.map((source) => (
                <label key={source.id} className={styles.source} onDoubleClick={() => onShow(source)}>
                  <input
                    type="radio"
                    name="screen"
                    className="visually-hidden"
                    checked={chosen?.id === source.id}
                    onChange={() => onChoose(source)}
                  />
                  <span className={styles.picture}>
                    {source.picture === null ? (
                      <Monitor aria-hidden="true" />
                    ) : (
                      <img src={source.picture} alt="" />
                    )}
                  </span>
                  <span className={styles.name} title={source.name}>
                    {source.name}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
