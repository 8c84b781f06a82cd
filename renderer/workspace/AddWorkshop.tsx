import { type FormEvent, useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { useTranslation } from 'react-i18next';
import type { IpcReply } from '#shared/contracts/ipc.ts';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { TextField } from '../design/TextField.tsx';
import { ask } from '../hub/ipc.ts';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { OpenPackButton } from '../packs/OpenPackButton.tsx';
import { JoinForm } from '../people/JoinForm.tsx';
import { FoundHub } from './FoundHub.tsx';
import { hubAddress } from './hubAddress.ts';
import { InviteFileChoice } from './InviteFileChoice.tsx';
import styles from './Library.module.css';
import { useInviteFile } from './useInviteFile.ts';

type Found = IpcReply<'hubs.probe'>;

/** By invite link, by a file with one in, or by a hub's address. */
export function AddWorkshop() {
  const { t } = useTranslation();
  const [link, setLink] = useState<string | null>(null);
  const file = useInviteFile(setLink);
  return (
    <DropZone
      className={styles.add ?? ''}
      getDropOperation={() => 'copy'}
      onDrop={({ items }) => {
        const [dropped] = items;
        if (dropped?.kind === 'file') dropped.getFile().then(file.read, file.failed);
        else if (dropped?.kind === 'text') dropped.getText('text/plain').then(file.readText, file.failed);
      }}
    >
      <section aria-labelledby="add-workshop">
        <h2 id="add-workshop">{t('library.add')}</h2>
        <p className={styles.addText}>{t('library.addText')}</p>
        <Ask onLink={setLink} />
        <InviteFileChoice file={file} onLink={setLink} hint={t('library.dropHere')} />
        <OpenPackButton />
      </section>
      {link === null ? null : (
        <Dialog title={t('people.joinTitle')} isOpen onClose={() => setLink(null)}>
          <JoinForm key={link} invited={link} />
        </Dialog>
      )}
    </DropZone>
  );
}

function Ask({ onLink }: { readonly onLink: (link: string) => void }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    setFound(null);
    const typed = text.trim();
    if (parseInviteLink(typed)) return onLink(typed);
    const address = hubAddress(typed);
    if (address === null) return setError(t('library.neither'));
    setAsking(true);
    try {
      setFound(await ask('hubs.probe', { address }));
    } catch (refused) {
      setError(sentence(reasonOf(refused)));
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      <form className={styles.ask} onSubmit={submit} noValidate>
        <TextField
          label={t('library.field')}
          placeholder={t('library.placeholder')}
          value={text}
          onChange={setText}
          error={error}
          maxLength={2000}
        />
        <Button
          type="submit"
          variant="primary"
          isDisabled={asking}
          {...(asking ? { icon: <Spinner label={t('library.looking')} /> } : {})}
        >
          {asking ? t('library.looking') : t('library.go')}
        </Button>
      </form>
      {found ? <FoundHub found={found} /> : null}
    </>
  );
}
