import { FileText } from 'lucide-react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useTranslation } from 'react-i18next';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { Button } from '../design/Button.tsx';
import styles from './Library.module.css';
import type { InviteFile } from './useInviteFile.ts';

const kinds = ['.txt', '.ics', '.html', '.htm', '.md', '.eml', 'text/plain', 'text/html', 'text/calendar'];

type Props = {
  readonly file: InviteFile;
  readonly onLink: (link: string) => void;
  readonly hint?: string;
};

/** Chooses a file with an invite link in it, and says what was found there. */
export function InviteFileChoice({ file, onLink, hint }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.file}>
        <FileTrigger acceptedFileTypes={kinds} onSelect={(files) => files?.[0] && file.read(files[0])}>
          <Button icon={<FileText aria-hidden />}>{t('library.chooseFile')}</Button>
        </FileTrigger>
        {hint === undefined ? null : <span>{hint}</span>}
      </div>
      <p role="status" className={styles.said}>
        {file.said}
      </p>
      {file.several.length > 0 ? (
        <ul className={styles.several}>
          {file.several.map((one) => (
            <li key={one}>
              <Button small onPress={() => onLink(one)}>
                {t('library.linkTo', { address: parseInviteLink(one)?.address ?? one })}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
