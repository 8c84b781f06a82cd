import { LogIn } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { Button } from '../design/Button.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { TextField } from '../design/TextField.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { joinHub } from '../workspace/HubsContext.tsx';
import styles from './JoinForm.module.css';

type Errors = { readonly link: string | null; readonly name: string | null };
const none: Errors = { link: null, name: null };

type Props = {
  /** A link that was opened elsewhere, for the person to look at. */
  readonly invited?: string;
};

/** Joins a hub by an invite link, when the person asks for it. Main loads the window again when it is done. */
export function JoinForm({ invited = '' }: Props) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const [link, setLink] = useState(invited);
  const [name, setName] = useState('');
  const [errors, setErrors] = useState(none);
  const [joining, setJoining] = useState(false);
  const check = (): Errors => ({
    link:
      link.trim() === ''
        ? t('people.linkEmpty')
        : parseInviteLink(link.trim())
          ? null
          : t('people.linkWrong'),
    name: name.trim() === '' ? t('people.nameEmpty') : null,
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = check();
    setErrors(found);
    if (found.link || found.name) return;
    setJoining(true);
    try {
      await joinHub(link.trim(), name.trim());
    } catch (error) {
      setErrors({ ...none, link: sentence(reasonOf(error)) });
      setJoining(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t('people.link')}
        placeholder={t('people.linkPlaceholder')}
        value={link}
        onChange={setLink}
        error={errors.link}
        isDisabled={joining}
        autoFocus={invited === ''}
      />
      <TextField
        label={t('people.name')}
        hint={t('people.nameHint')}
        value={name}
        onChange={setName}
        error={errors.name}
        isDisabled={joining}
        autoComplete="name"
        autoFocus={invited !== ''}
      />
      <Button
        type="submit"
        variant="primary"
        isDisabled={joining}
        icon={joining ? <Spinner label={t('people.joining')} /> : <LogIn aria-hidden />}
      >
        {joining ? t('people.joining') : t('people.join')}
      </Button>
    </form>
  );
}
