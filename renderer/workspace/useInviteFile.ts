import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findInviteLinks } from './findInviteLinks.ts';

const LARGEST = 5_000_000;

export type InviteFile = {
  readonly read: (file: File) => void;
  readonly readText: (text: string) => void;
  readonly failed: (error: unknown) => void;
  /** What became of the last file; `''` where its one link was opened. */
  readonly said: string;
  /** The links of a file that has more than one. */
  readonly several: readonly string[];
};

/** Looks for invite links in a file; the one that is there is opened. */
export function useInviteFile(onLink: (link: string) => void): InviteFile {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const [several, setSeveral] = useState<readonly string[]>([]);
  const take = (text: string, name: string) => {
    const links = findInviteLinks(text);
    const [only] = links;
    setSeveral(links.length > 1 ? links : []);
    if (only === undefined) return setSaid(t('library.noLink', { name }));
    setSaid(links.length > 1 ? t('library.several', { count: links.length, name }) : '');
    if (links.length === 1) onLink(only);
  };
  const failed = (error: unknown, name = '') => {
    console.error('a file could not be read', error);
    setSeveral([]);
    setSaid(t('library.unreadable', { name }));
  };
  const read = (file: File) => {
    setSeveral([]);
    if (file.size > LARGEST) return setSaid(t('library.tooLarge', { name: file.name }));
    file.text().then(
      (text) => take(text, file.name),
      (error: unknown) => failed(error, file.name),
    );
  };
  return { read, readText: (text) => take(text, t('library.thatText')), failed, said, several };
}
