import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '#shared/contracts/ipcUploads.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import type { ManagedItem } from './manageItems.ts';
import { useUploadActs } from './useUploadActs.ts';
import { VideoUploadsContext } from './videoUploadsContext.ts';

type Asking = { readonly item: ManagedItem; readonly file: ChosenFile };

/** Sends videos for what is inside; it asks before a recording is replaced. */
export function VideoUploads({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const uploads = useUploadActs();
  const [asking, setAsking] = useState<Asking | null>(null);
  const acts = useMemo(() => {
    const offer = (item: ManagedItem, file: ChosenFile | null) => {
      if (file === null) return;
      if (item.recording) setAsking({ item, file });
      else void start(item, file);
    };
    const start = ({ of }: ManagedItem, file: ChosenFile) =>
      uploads.start(file, (fileName) => ({ what: 'recording', of, fileName }));
    return {
      start,
      send: (item: ManagedItem, file: File) => void uploads.take(file).then((taken) => offer(item, taken)),
      choose: (item: ManagedItem) => void uploads.choose('recording').then((chosen) => offer(item, chosen)),
    };
  }, [uploads]);
  return (
    <VideoUploadsContext value={acts}>
      {children}
      {asking ? (
        <ConfirmDialog
          isOpen
          title={t('manage.replaceTitle')}
          text={t('manage.replaceText', { title: asking.item.title, file: asking.file.name })}
          act={t('manage.replaceAct')}
          onConfirm={() => void acts.start(asking.item, asking.file)}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </VideoUploadsContext>
  );
}
