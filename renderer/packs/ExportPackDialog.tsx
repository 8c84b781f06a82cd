import { CircleArrowDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Dialog, DialogActs, DialogText } from '../design/Dialog.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { toast } from '../design/Toast.tsx';
import { ask } from '../hub/ipc.ts';
import { sizeWords } from '../i18n/sizeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useRecordingActs } from '../recordings/useRecordingActs.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { type ExportItem, sizeOf } from './exportItems.ts';
import styles from './Packs.module.css';
import { packWorks } from './packWorks.ts';
import { useExportItems } from './useExportItems.ts';

type Props = { readonly workshop: WorkshopEntry; readonly onClose: () => void };

/** Chooses which recordings go into a pack, and says of the others why not (rule M7). */
export function ExportPackDialog({ workshop, onClose }: Props) {
  const { t } = useTranslation();
  const items = useExportItems(workshop);
  return (
    <Dialog
      title={t('packs.exportTitle', { name: workshopName(workshop.data) })}
      isOpen
      onClose={onClose}
      wide
    >
      <DialogText>{t('packs.exportText')}</DialogText>
      {items ? (
        <Choice workshop={workshop} items={items} onClose={onClose} />
      ) : (
        <Spinner label={t('common.loading')} />
      )}
    </Dialog>
  );
}

function Choice({ workshop, items, onClose }: Props & { readonly items: readonly ExportItem[] }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const sentence = useRefusal();
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [saving, setSaving] = useState(false);
  const here = useMemo(() => items.filter(({ why }) => why === null), [items]);
  const chosen = here.filter(({ recordingId }) => !without.has(recordingId)).flatMap((item) => item.here);
  const save = async () => {
    setSaving(true);
    try {
      const work = await ask('packs.export', {
        hub: workshop.hub.fingerprint,
        workshopId: workshop.id,
        title: workshop.data.title,
        slug: workshop.data.slug,
        renditionIds: chosen.map(({ rendition }) => rendition.id),
      });
      if (!work) return;
      packWorks.put(work);
      onClose();
    } catch (error) {
      toast({ tone: 'bad', text: sentence(reasonOf(error)) });
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <Chosen items={here} without={without} onChange={setWithout} />
      <Others items={items.filter(({ why }) => why !== null)} />
      <DialogActs>
        <output className={styles.total}>
          {chosen.length > 0 ? t('packs.total', { size: sizeWords(sizeOf(chosen), language) }) : null}
        </output>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" onPress={save} isDisabled={saving} autoFocus>
          {t('packs.save')}
        </Button>
      </DialogActs>
    </>
  );
}

type ChosenProps = {
  readonly items: readonly ExportItem[];
  readonly without: ReadonlySet<string>;
  readonly onChange: (without: ReadonlySet<string>) => void;
};

function Chosen({ items, without, onChange }: ChosenProps) {
  const { t } = useTranslation();
  const { language } = useLocale();
  if (items.length === 0) return <DialogText>{t('packs.none')}</DialogText>;
  const left = items.filter(({ recordingId }) => without.has(recordingId)).length;
  const isSoundOnly = ({ here }: ExportItem) => here.every(({ rendition }) => rendition.kind === 'audio');
  return (
    <div className={styles.facts}>
      <Checkbox
        label={t('packs.all')}
        isSelected={left === 0}
        isIndeterminate={left > 0 && left < items.length}
        onChange={(all) => onChange(new Set(all ? [] : items.map(({ recordingId }) => recordingId)))}
      />
      <ul className={styles.list} aria-label={t('packs.choose')}>
        {items.map((item) => (
          <li key={item.recordingId}>
            <Checkbox
              label={item.title}
              isSelected={!without.has(item.recordingId)}
              onChange={(selected) => {
                const next = new Set(without);
                if (selected) next.delete(item.recordingId);
                else next.add(item.recordingId);
                onChange(next);
              }}
            />
            <span className={styles.aside}>
              {isSoundOnly(item) ? `${t('packs.soundOnly')} · ` : null}
              {sizeWords(sizeOf(item.here), language)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Others({ items }: { readonly items: readonly ExportItem[] }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const acts = useRecordingActs();
  if (items.length === 0) return null;
  const missing = items.filter(({ isComing }) => !isComing).flatMap((item) => item.missing);
  const isComing = items.some((item) => item.isComing);
  return (
    <div className={styles.facts}>
      <p className={styles.label}>{t('packs.out')}</p>
      <ul className={styles.list} aria-label={t('packs.out')}>
        {items.map(({ recordingId, title, why }) => (
          <li key={recordingId}>
            <span>{title}</span>
            <span className={styles.aside}>{why ? t(`packs.why.${why}`) : null}</span>
          </li>
        ))}
      </ul>
      {missing.length > 0 ? (
        <div>
          <Button small icon={<CircleArrowDown aria-hidden />} onPress={() => acts.start(...missing)}>
            {t('packs.downloadFirst', { size: sizeWords(sizeOf(missing), language) })}
          </Button>
        </div>
      ) : null}
      {isComing ? <p className={styles.dim}>{t('packs.coming')}</p> : null}
    </div>
  );
}
