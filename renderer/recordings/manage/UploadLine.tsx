import { Pause, Play, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import type { Upload } from '#shared/contracts/ipcUploads.ts';
import { Button } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { toast } from '../../design/Toast.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { useRefusal } from '../../i18n/useRefusal.ts';
import { partOf } from './manageItems.ts';
import { type UploadActs, useUploadActs } from './useUploadActs.ts';
import { WorkLine } from './WorkLine.tsx';

type Props = { readonly upload: Upload; readonly onAgain: () => void };

/** A file on its way to the hub. */
export function UploadLine({ upload, onAgain }: Props) {
  const { t } = useTranslation();
  const acts = useUploadActs();
  const [asking, setAsking] = useState(false);
  const words = useUploadWords()(upload);
  const { fileName } = upload.target;
  const failed = upload.state === 'failed';
  const cancel = () => {
    void acts.cancel(upload);
    toast({ tone: 'ok', text: t('manage.upload.cancelled') });
  };
  const another = () => {
    void acts.cancel(upload);
    onAgain();
  };
  return (
    <WorkLine
      name={fileName}
      label={t('manage.upload.label', { file: fileName })}
      value={upload.state === 'done' ? null : partOf(upload)}
      words={words}
      bad={failed}
      acts={
        <UploadButtons
          upload={upload}
          acts={acts}
          onCancel={() => (upload.sent > 0 && !failed ? setAsking(true) : cancel())}
        />
      }
      next={
        failed ? (
          <>
            <Button small onPress={() => acts.resume(upload)}>
              {t('common.retry')}
            </Button>
            <Button small variant="quiet" onPress={another}>
              {t('manage.upload.again')}
            </Button>
          </>
        ) : null
      }
    >
      <ConfirmDialog
        danger
        isOpen={asking}
        title={t('manage.upload.cancelTitle')}
        text={t('manage.upload.cancelText', { file: fileName })}
        act={t('manage.upload.cancelAct')}
        onConfirm={cancel}
        onClose={() => setAsking(false)}
      />
    </WorkLine>
  );
}

type ButtonsProps = Pick<Props, 'upload'> & { readonly acts: UploadActs; readonly onCancel: () => void };

/** Pause, go on, cancel: what of it can be done with an upload now. */
function UploadButtons({ upload, acts, onCancel }: ButtonsProps) {
  const { t } = useTranslation();
  const { state, reason } = upload;
  if (state === 'done') return null;
  const queued = state === 'waiting' && reason === null;
  const halted = state === 'paused' || (state === 'waiting' && reason !== null);
  return (
    <>
      {state === 'running' || queued ? (
        <IconButton
          small
          variant="quiet"
          icon={<Pause aria-hidden />}
          label={t('manage.upload.pause')}
          onPress={() => acts.pause(upload)}
        />
      ) : null}
      {halted ? (
        <IconButton
          small
          variant="quiet"
          icon={<Play aria-hidden />}
          label={t('manage.upload.resume')}
          onPress={() => acts.resume(upload)}
        />
      ) : null}
      <IconButton
        small
        variant="quiet"
        icon={<X aria-hidden />}
        label={t('manage.upload.cancel')}
        onPress={onCancel}
      />
    </>
  );
}

function useUploadWords(): (upload: Upload) => string {
  const { t } = useTranslation();
  const { language } = useLocale();
  const sentence = useRefusal();
  return ({ state, reason, sent, size }) => {
    const sizes = { sent: sizeWords(sent, language), size: sizeWords(size, language) };
    switch (state) {
      case 'running':
        return t('manage.upload.running', sizes);
      case 'waiting':
        return t(reason === null ? 'manage.upload.queued' : 'manage.upload.waiting', sizes);
      case 'paused':
        return t('manage.upload.paused', sizes);
      case 'done':
        return t('manage.upload.done');
      case 'failed':
        return sentence(reason ?? 'hub-error');
      default:
        return assertNever(state);
    }
  };
}
