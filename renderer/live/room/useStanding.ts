import { useEffect, useState } from 'react';
import type { SourceState } from '../client/sourceState.ts';

/** `hanging`: it starts for so long that it may be called off; before that, a second press would be one too many. */
export type Standing = 'off' | 'starting' | 'hanging' | 'on';

const HANGS_AFTER_MS = 2_000;

export function useStanding({ kind }: SourceState): Standing {
  const [hanging, setHanging] = useState(false);
  const starting = kind === 'starting';
  useEffect(() => {
    setHanging(false);
    if (!starting) return;
    const timer = setTimeout(() => setHanging(true), HANGS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [starting]);
  if (starting) return hanging ? 'hanging' : 'starting';
  return kind === 'on' ? 'on' : 'off';
}
