import { useEffect } from 'react';
import { toast } from '../design/Toast.tsx';
import { listen } from '../hub/ipc.ts';
import { useRefusal } from '../i18n/useRefusal.ts';

/** Says in a toast why a link was not opened, whatever page is there. */
export function useLinkRefusals(): void {
  const sentence = useRefusal();
  useEffect(
    () => listen('link.refused', ({ refused }) => toast({ tone: 'bad', text: sentence(refused) })),
    [sentence],
  );
}
