import { useEffect } from 'react';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { isPack, takeDropped } from './offeredPack.ts';

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** A pack may be dropped anywhere in the window, also where other files have a place of their own. */
export function usePackDrop(): void {
  const sentence = useRefusal();
  useEffect(() => {
    const over = (event: DragEvent) => {
      // What kind of file it is shows when it falls; places that take others say so themselves before this.
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      const pack = [...(event.dataTransfer?.files ?? [])].find(isPack);
      if (!pack) return;
      event.preventDefault();
      event.stopPropagation();
      takeDropped(pack).catch((error: unknown) => toast({ tone: 'bad', text: sentence(reasonOf(error)) }));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop, { capture: true });
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop, { capture: true });
    };
  }, [sentence]);
}
