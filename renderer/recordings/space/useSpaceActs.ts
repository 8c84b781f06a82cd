import { useTranslation } from 'react-i18next';
import type { IpcRequest } from '#shared/contracts/ipc.ts';
import type { MediaSpace } from '#shared/contracts/ipcDownloads.ts';
import { toast } from '../../design/Toast.tsx';
import { ask } from '../../hub/ipc.ts';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';

/** What can be done about the space that recordings take, with what goes wrong said in a sentence. */
export function useSpaceActs(onSpace: (space: MediaSpace) => void) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const said = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      toast({ tone: 'bad', text: t('recordings.actFailed', { reason: sentence(reasonOf(error)) }) });
    }
  };
  return {
    set: (over: IpcRequest<'space.set'>) => said(async () => onSpace(await ask('space.set', over))),
    moveFolder: () =>
      said(async () => {
        const { moved } = await ask('space.move', {});
        if (moved) toast({ tone: 'ok', text: t('downloads.space.moved') });
      }),
  };
}
