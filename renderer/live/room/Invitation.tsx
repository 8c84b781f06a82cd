import { Mic, SlidersHorizontal, Video } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Airing } from '#shared/live/stage.ts';
import { Button } from '../../design/Button.tsx';
import { captureTrack } from '../client/capture.ts';
import styles from './Invitation.module.css';
import { ownHand } from './ownHand.ts';
import { isTyping } from './roomKeys.ts';
import { useStageRoom } from './StageScope.ts';
import { TrackVideo } from './TrackVideo.tsx';

type Props = {
  /** Devices are chosen and tried before anybody hears them. */
  readonly onCheck: () => void;
};

/** The invitation of one's own raised hand: nobody is pulled onto a stage (rule L3). */
export function Invitation({ onCheck }: Props) {
  const { view, ownAccountId } = useStageRoom();
  const invited = ownHand(view.stage, ownAccountId)?.invited ?? null;
  return invited === null ? null : <Invited airs={invited} onCheck={onCheck} />;
}

function Invited({ airs, onCheck }: Props & { readonly airs: Airing }) {
  const { t } = useTranslation();
  const { act } = useStageRoom();
  const banner = useRef<HTMLElement>(null);
  const video = airs === 'audio-video';
  useFocusUnlessTyping(banner);
  const accept = (chosen: Airing) => act({ kind: 'accept', airs: chosen });
  return (
    <section
      ref={banner}
      className={styles.invited}
      role="alertdialog"
      aria-label={t('stageRoom.invited.label')}
      aria-describedby="stage-invited-text"
      tabIndex={-1}
      data-testid="stage-invited"
    >
      {video && <Preview />}
      <div className={styles.words}>
        <h2>{t('stageRoom.invited.title')}</h2>
        <p id="stage-invited-text">{t(video ? 'stageRoom.invited.video' : 'stageRoom.invited.audio')}</p>
        <div className={styles.acts}>
          {video && (
            <Button
              variant="primary"
              icon={<Video aria-hidden="true" />}
              onPress={() => accept('audio-video')}
            >
              {t('stageRoom.invited.withVideo')}
            </Button>
          )}
          <Button
            variant={video ? 'plain' : 'primary'}
            icon={<Mic aria-hidden="true" />}
            onPress={() => accept('audio')}
          >
            {t('stageRoom.invited.withAudio')}
          </Button>
          <Button variant="quiet" onPress={() => act({ kind: 'decline' })}>
            {t('stageRoom.invited.later')}
          </Button>
          <Button
            variant="quiet"
            icon={<SlidersHorizontal aria-hidden="true" />}
            onPress={onCheck}
            data-testid="invited-check"
          >
            {t('check.devices')}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** Comes to where the keys go, but not from under somebody who writes; and goes back when it is over. */
function useFocusUnlessTyping(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    if (!isTyping(before)) element.current?.focus();
    return () => {
      // What had the focus and is taken away leaves it to the page.
      const isNowhere = document.activeElement === null || document.activeElement === document.body;
      if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [element]);
}

/** One's own camera, seen by oneself alone, once that is asked for: nobody else's act turns it on. */
function Preview() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return (
    <div className={styles.preview}>
      {asked ? (
        <Picture />
      ) : (
        <Button small icon={<Video aria-hidden="true" />} onPress={() => setAsked(true)}>
          {t('stageRoom.invited.look')}
        </Button>
      )}
    </div>
  );
}

function Picture() {
  const { t } = useTranslation();
  const [track, setTrack] = useState<MediaStreamTrack | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let opened: MediaStreamTrack | null = null;
    captureTrack('camera').then(
      (captured) => {
        if (gone) return captured.stop();
        opened = captured;
        setTrack(captured);
      },
      (error: unknown) => {
        console.info('no preview of the camera', error);
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
      opened?.stop();
    };
  }, []);
  if (failed) return <p>{t('stageRoom.invited.noPreview')}</p>;
  if (!track) return null;
  return (
    <div className={styles.picture} title={t('stageRoom.invited.preview')}>
      <TrackVideo track={track} mirrored className={styles.picture} />
    </div>
  );
}
