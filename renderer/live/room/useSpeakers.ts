import { useEffect, useState } from 'react';
import type { Speaker } from './speakerChange.ts';

/** What sound can come out of, kept up to date. Labels appear once a microphone was allowed. */
export function useSpeakers(): readonly Speaker[] {
  const [speakers, setSpeakers] = useState<readonly Speaker[]>([]);
  useEffect(() => {
    let gone = false;
    const list = async () => {
      const all = await navigator.mediaDevices.enumerateDevices();
      if (gone) return;
      const outputs = all.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '');
      setSpeakers(outputs.map(({ deviceId, label, groupId }) => ({ id: deviceId, label, groupId })));
    };
    const again = () => {
      list().catch((error: unknown) => console.warn('the speakers could not be listed', error));
    };
    again();
    navigator.mediaDevices.addEventListener('devicechange', again);
    return () => {
      gone = true;
      navigator.mediaDevices.removeEventListener('devicechange', again);
    };
  }, []);
  return speakers;
}
