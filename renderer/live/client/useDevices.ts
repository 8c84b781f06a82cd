import { useEffect, useState } from 'react';
import { listDevices, type MediaDevices } from './capture.ts';

const none: MediaDevices = { microphone: [], camera: [] };

/** The devices there are, kept up to date; `again` asks anew, as labels appear with a first permission. */
export function useDevices(again: unknown): MediaDevices {
  const [devices, setDevices] = useState(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` is there to run the effect anew
  useEffect(() => {
    let gone = false;
    const list = () => {
      listDevices().then(
        (found) => !gone && setDevices(found),
        (error: unknown) => console.warn('the devices could not be listed', error),
      );
    };
    list();
    navigator.mediaDevices.addEventListener('devicechange', list);
    return () => {
      gone = true;
      navigator.mediaDevices.removeEventListener('devicechange', list);
    };
  }, [again]);
  return devices;
}
