import { Check, CircleArrowDown, CircleDashed, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { StoredRendition } from '#shared/contracts/ipcDownloads.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Switch } from '../../design/Switch.tsx';
import { Tag } from '../../design/Tag.tsx';
import { toast } from '../../design/Toast.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import type { RecordingName } from '../queue/useRecordingNames.ts';
import { useRecordingActs } from '../useRecordingActs.ts';
import styles from './Space.module.css';

type Props = {
  readonly stored: StoredRendition;
  readonly name: RecordingName | undefined;
  /** What is missing of it can be downloaded. */
  readonly mayGoOn: boolean;
  readonly goesNext: boolean;
};

/** One recording that is here, whole or in part. */
export function HereRow({ stored, name, mayGoOn, goesNext }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const acts = useRecordingActs();
  const { ref, bytes, complete, kept } = stored;
  const title = name?.title ?? t('downloads.unknown');
  const size = sizeWords(bytes, language);
  const remove = async () => {
    if (!(await acts.remove(ref))) return;
    const again = { label: t('downloads.downloadAgain'), press: () => void acts.start(ref) };
    toast({ tone: 'ok', text: t('downloads.removed', { title }), ...(complete ? { act: again } : {}) });
  };
  return (
    <li className={styles.row}>
      <span className={complete ? styles.whole : styles.part}>
        {complete ? <Check aria-hidden /> : <CircleDashed aria-hidden />}
      </span>
      <div className={styles.what}>
        <p className={styles.title}>{name ? <Link href={name.path}>{title}</Link> : title}</p>
        <p className={styles.of}>
          {complete
            ? size
            : t('downloads.partOf', { done: size, all: sizeWords(ref.rendition.size, language) })}
          {ref.rendition.kind === 'audio' ? ` · ${t('downloads.soundOnly')}` : null}{' '}
          {goesNext ? (
            <span title={t('downloads.goesNextText')}>
              <Tag>{t('downloads.goesNext')}</Tag>
            </span>
          ) : null}
        </p>
      </div>
      <span className={styles.acts}>
        {complete || !mayGoOn ? null : <Rest stored={stored} title={title} />}
        <Switch isSelected={kept} onChange={(next) => void acts.keep(ref, next)}>
          <span aria-hidden>{t('downloads.keep')}</span>
          <span className="visually-hidden">{t('downloads.keepOf', { title })}</span>
        </Switch>
      </span>
      <IconButton
        small
        variant="quiet"
        icon={<Trash2 aria-hidden />}
        label={t('downloads.remove', { title })}
        onPress={() => void remove()}
      />
    </li>
  );
}

function Rest({ stored: { ref, bytes }, title }: Pick<Props, 'stored'> & { readonly title: string }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const acts = useRecordingActs();
  const size = sizeWords(ref.rendition.size - bytes, language);
  const start = async () => {
    if (!(await acts.start(ref))) return;
    toast({ tone: 'ok', text: t('downloads.started', { count: 1, size }) });
  };
  return (
    <Button
      small
      variant="quiet"
      icon={<CircleArrowDown aria-hidden />}
      aria-label={t('downloads.rest', { title, size })}
      onPress={() => void start()}
    >
      {size}
    </Button>
  );
}
