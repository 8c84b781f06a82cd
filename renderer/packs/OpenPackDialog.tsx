import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackDescription } from '#shared/contracts/ipcPacks.ts';
import type { ChosenFile } from '#shared/contracts/ipcUploads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActs, DialogText } from '../design/Dialog.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { ask } from '../hub/ipc.ts';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { PackFacts } from './PackFacts.tsx';
import styles from './Packs.module.css';
import { packWorks } from './packWorks.ts';

type Props = { readonly file: ChosenFile; readonly onClose: () => void };

/** What is in a pack, and whose; nothing of it is taken over before the person says so. */
export function OpenPackDialog({ file, onClose }: Props) {
  const { t } = useTranslation();
  const [pack, setPack] = useState<PackDescription | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [opening, setOpening] = useState(false);
  useEffect(() => {
    let gone = false;
    ask('packs.inspect', { token: file.token }).then(
      (found) => !gone && setPack(found),
      (error: unknown) => !gone && setFailure(error),
    );
    return () => {
      gone = true;
    };
  }, [file.token]);
  const open = async () => {
    setOpening(true);
    try {
      packWorks.put(await ask('packs.open', { token: file.token, trust: true }));
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setOpening(false);
    }
  };
  const isUnknown = pack?.hub.known === 'unknown';
  return (
    <Dialog title={failure ? t('packs.notOpened') : t('packs.openTitle')} isOpen onClose={onClose} wide>
      {failure ? <Failure file={file} failure={failure} /> : null}
      {!failure && !pack ? <Spinner label={t('packs.reading')} /> : null}
      {!failure && pack ? <PackFacts pack={pack} /> : null}
      <DialogActs>
        <Button onPress={onClose} autoFocus isDisabled={opening}>
          {failure ? t('common.close') : t('common.cancel')}
        </Button>
        {!failure && pack ? (
          <Button variant="primary" onPress={open} isDisabled={opening}>
            {t(isUnknown ? 'packs.trust' : 'packs.take')}
          </Button>
        ) : null}
      </DialogActs>
    </Dialog>
  );
}

function Failure({ file, failure }: { readonly file: ChosenFile; readonly failure: unknown }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const reason = reasonOf(failure);
  const part = reason === 'damaged' && failure instanceof RefusedError ? failure.detail : undefined;
  return (
    <div role="alert" className={styles.facts}>
      <p className={styles.label}>{file.name}</p>
      <DialogText>{reason === 'damaged' ? t('refusals.damaged.what') : sentence(reason)}</DialogText>
      {part ? <p className={styles.bad}>{t('packs.damagedPart', { part })}</p> : null}
    </div>
  );
}
