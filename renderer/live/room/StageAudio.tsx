import { Volume2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import type { RemoteTrack } from '../client/Subscriptions.ts';
import styles from './StageAudio.module.css';
import { useSpeaker } from './useSpeaker.ts';

/** Everybody else's sound. Where the browser wants a click before it plays, there is a button for it. */
export function StageAudio({ tracks }: { readonly tracks: readonly RemoteTrack[] }) {
  const { t } = useTranslation();
  const [blocked, setBlocked] = useState(false);
  const room = useRef<HTMLDivElement>(null);
  const block = useCallback(() => setBlocked(true), []);
  const hear = () => {
    setBlocked(false);
    for (const audio of room.current?.querySelectorAll('audio') ?? []) void play(audio, block);
  };
  return (
    <div ref={room} className={styles.sounds}>
      {tracks.map((remote) => (
        <TrackAudio key={remote.producerId} remote={remote} onBlocked={block} />
      ))}
      {blocked && tracks.length > 0 && (
        <div className={styles.hear} role="alert">
          <span>{t('live.hear.title')}</span>
          <Button variant="primary" onPress={hear}>
            <Volume2 aria-hidden="true" />
            {t('live.hear.button')}
          </Button>
        </div>
      )}
    </div>
  );
}

async function play(audio: HTMLAudioElement, onBlocked: () => void): Promise<void> {
  try {
    await audio.play();
  } catch (error) {
    // AbortError: the sound was replaced or taken away before it began.
    if (error instanceof DOMException && error.name === 'AbortError') return;
    console.info('the sound was not started', error);
    onBlocked();
  }
}

function TrackAudio({ remote, onBlocked }: { readonly remote: RemoteTrack; readonly onBlocked: () => void }) {
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  useSpeaker(audio);
  useEffect(() => {
    if (!audio) return;
    audio.srcObject = new MediaStream([remote.track]);
    void play(audio, onBlocked);
    return () => {
      audio.srcObject = null;
    };
  }, [audio, remote.track, onBlocked]);
  // biome-ignore lint/a11y/useMediaCaption: live speech of people on a stage has no captions yet
  return <audio ref={setAudio} data-account={remote.accountId} />;
}
