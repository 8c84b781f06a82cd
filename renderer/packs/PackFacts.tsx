import { useTranslation } from 'react-i18next';
import type { PackDescription } from '#shared/contracts/ipcPacks.ts';
import { sizeWords } from '../i18n/sizeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { fingerprintBlocks } from './fingerprintBlocks.ts';
import styles from './Packs.module.css';

/** Which workshop a pack is of, who signed it and when, and what of it is here already. */
export function PackFacts({ pack }: { readonly pack: PackDescription }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  const { hub, recordings } = pack;
  const left = recordings.reduce((sum, { bytes, here }) => sum + bytes - here, 0);
  return (
    <div className={styles.facts}>
      <h3>{pack.title}</h3>
      <p className={styles.dim}>{t('packs.signed', { when: when.format(new Date(pack.signed)) })}</p>
      <p className={styles.label}>{t('packs.hub', { name: hub.name, address: new URL(hub.address).host })}</p>
      <p className={styles.dim}>{t(`packs.known.${hub.known}`)}</p>
      <p className={styles.label}>{t('packs.key')}</p>
      <p className={styles.key}>
        {fingerprintBlocks(hub.fingerprint).map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name than their place
          <span key={index}>{block}</span>
        ))}
      </p>
      {hub.known === 'unknown' ? (
        <div className={styles.ask}>
          <b>{t('packs.trustTitle')}</b>
          <p>{t('packs.trustText')}</p>
        </div>
      ) : null}
      {recordings.length === 0 ? (
        <p className={styles.dim}>{t('packs.noRecordings')}</p>
      ) : (
        <>
          <p className={styles.label}>{t('packs.recordings')}</p>
          <ul className={styles.list} aria-label={t('packs.recordings')}>
            {recordings.map((one) => (
              <Recording key={one.renditionId} recording={one} />
            ))}
          </ul>
          <p className={styles.dim}>
            {left === 0 ? t('packs.takesNothing') : t('packs.takes', { size: sizeWords(left, language) })}
          </p>
        </>
      )}
    </div>
  );
}

function Recording({ recording }: { readonly recording: PackDescription['recordings'][number] }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const { title, kind, bytes, here } = recording;
  const held = here === bytes ? t('packs.hereAll') : t('packs.herePart', { size: sizeWords(here, language) });
  return (
    <li>
      <span>{title}</span>
      <span className={styles.aside}>
        {t(`packs.${kind}`)} · {sizeWords(bytes, language)}
        {here > 0 ? (
          <>
            {' · '}
            <span className={styles.here}>{held}</span>
          </>
        ) : null}
      </span>
    </li>
  );
}
