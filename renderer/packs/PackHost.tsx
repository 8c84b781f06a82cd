import { useEffect } from 'react';
import { listen } from '../hub/ipc.ts';
import { OpenPackDialog } from './OpenPackDialog.tsx';
import { offerPack, useOfferedPack } from './offeredPack.ts';
import { PackCards } from './PackCards.tsx';
import { usePackDrop } from './usePackDrop.ts';

/** What is there for packs on every page, also before any hub is joined. Once per window. */
export function PackHost() {
  const file = useOfferedPack();
  usePackDrop();
  useEffect(() => listen('packs.offered', offerPack), []);
  return (
    <>
      <PackCards />
      {file ? <OpenPackDialog key={file.token} file={file} onClose={() => offerPack(null)} /> : null}
    </>
  );
}
