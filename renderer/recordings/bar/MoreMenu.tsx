import {
  CircleCheck,
  CircleDashed,
  Keyboard,
  PictureInPicture2,
  RectangleHorizontal,
  SlidersHorizontal,
  Star,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Popup } from '../../design/Menu.tsx';
import { Switch } from '../../design/Switch.tsx';
import { useSetting } from '../../workspace/settings.ts';
import { type Playing, usePlayer } from '../playerContext.ts';
import { useMediaActs, useMediaNow, useMediaView } from '../useMediaActs.ts';
import { useMarkWatched } from '../watched/useMarkWatched.ts';
import { useProgressOf } from '../watched/watchedStore.ts';
import styles from './Panel.module.css';

type Props = {
  readonly playing: Playing;
  /** The bar has no room for the buttons of the view. */
  readonly withView: boolean;
  readonly onKeys: () => void;
};

/** What is not needed at every moment. */
export function MoreMenu({ playing, withView, onKeys }: Props) {
  const { t } = useTranslation();
  const [autoplay, setAutoplay] = useSetting('autoplayNext');
  const [audioOnly, setAudioOnly] = useSetting('audioOnly');
  const hasAudio = playing.contents.renditions.some(({ kind }) => kind === 'audio');
  return (
    <Popup
      label={t('player.more')}
      trigger={
        <IconButton variant="quiet" icon={<SlidersHorizontal aria-hidden />} label={t('player.more')} />
      }
    >
      <div className={styles.panel}>
        {hasAudio ? (
          <Choice note={t('player.audioOnlyNote')}>
            <Switch isSelected={audioOnly} onChange={setAudioOnly}>
              {t('player.audioOnly')}
            </Switch>
          </Choice>
        ) : null}
        <Choice note={t('player.autoplayNextNote')}>
          <Switch isSelected={autoplay} onChange={setAutoplay}>
            {t('player.autoplayNext')}
          </Switch>
        </Choice>
        <div className={styles.panelActs}>
          {withView ? <ViewActs /> : null}
          <WatchedAct playing={playing} />
          <RateAct />
          <Button slot="close" variant="quiet" icon={<Keyboard aria-hidden />} onPress={onKeys}>
            {t('player.keys.title')}
            <kbd>?</kbd>
          </Button>
        </div>
      </div>
    </Popup>
  );
}

function Choice({ note, children }: { readonly note: string; readonly children: ReactNode }) {
  return (
    <div className={styles.choice}>
      {children}
      <small>{note}</small>
    </div>
  );
}

function ViewActs() {
  const { t } = useTranslation();
  const { pip } = useMediaView();
  const acts = useMediaActs();
  const [theatre, setTheatre] = useSetting('theatre');
  return (
    <>
      <Button
        slot="close"
        variant="quiet"
        icon={<RectangleHorizontal aria-hidden />}
        onPress={() => setTheatre(!theatre)}
      >
        {t(theatre ? 'player.exitTheatre' : 'player.theatre')}
        <kbd>T</kbd>
      </Button>
      <Button
        slot="close"
        variant="quiet"
        icon={<PictureInPicture2 aria-hidden />}
        onPress={() => acts.pip(!pip)}
      >
        {t(pip ? 'player.exitPip' : 'player.pip')}
        <kbd>P</kbd>
      </Button>
    </>
  );
}

function RateAct() {
  const { t } = useTranslation();
  const { board } = usePlayer();
  const { full } = useMediaView();
  const acts = useMediaActs();
  const rate = board?.rate;
  if (!rate) return null;
  return (
    <Button
      slot="close"
      variant="quiet"
      icon={<Star aria-hidden />}
      onPress={() => {
        if (full) acts.fullscreen(false);
        rate();
      }}
    >
      {t('notes.rating.rate')}
    </Button>
  );
}

function WatchedAct({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { currentTime } = useMediaNow();
  const { hub, workshopId, recordingId } = playing.ref;
  const finished = useProgressOf(hub, recordingId)?.finished ?? false;
  const mark = useMarkWatched(hub);
  return (
    <Button
      slot="close"
      variant="quiet"
      icon={finished ? <CircleDashed aria-hidden /> : <CircleCheck aria-hidden />}
      onPress={() => mark({ workshopId, recordingId, second: currentTime, finished: !finished })}
    >
      {t(finished ? 'player.markUnwatched' : 'player.markWatched')}
    </Button>
  );
}
