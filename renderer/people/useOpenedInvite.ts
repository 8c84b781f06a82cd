import { useCallback, useEffect, useState } from 'react';
import { listen } from '../hub/ipc.ts';

/** The invite link that the operating system opened last, until it is closed. */
export function useOpenedInvite(): { readonly link: string | null; readonly close: () => void } {
  const [link, setLink] = useState<string | null>(null);
  useEffect(() => listen('link.invite', (opened) => setLink(opened.link)), []);
  return { link, close: useCallback(() => setLink(null), []) };
}
