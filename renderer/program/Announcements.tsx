import { Ban, Megaphone, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/permissions.ts';
import { momentWords } from '#shared/program/momentWords.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Banner } from '../design/Banner.tsx';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { toast } from '../design/Toast.tsx';
import { useRows } from '../sync/useRows.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { announcementsShown } from './announcementsShown.ts';
import { AnnouncementDialog } from './edit/AnnouncementDialog.tsx';
import { PendingEdit } from './edit/PendingEdit.tsx';
import { useProgramEdit } from './edit/useProgramEdit.ts';
import { Markdown } from './Markdown.tsx';
import { useProgramZone } from './useProgramZone.ts';
import styles from './WorkshopPage.module.css';

/** What the organizers want known, newest first, until it expires. `now`: the program's clock in ms. */
export function Announcements({ now }: { readonly now: number }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { zone, state } = workshop.data;
  const shown = announcementsShown(useRows('announcement') ?? [], now, zone);
  if (shown.length === 0 && state !== 'cancelled') return null;
  return (
    <div className={styles.banners}>
      {state === 'cancelled' ? (
        <Banner tone="live" icon={<Ban aria-hidden />}>
          <strong>{t('program.cancelledWorkshop')}</strong> {t('program.cancelledWorkshopText')}
        </Banner>
      ) : null}
      {shown.map((row) => (
        <AnnouncementBanner key={row.id} row={row} />
      ))}
    </div>
  );
}

function AnnouncementBanner({ row }: { readonly row: Row<'announcement'> }) {
  const workshop = useWorkshop();
  const { locale } = useProgramZone(workshop);
  const { title, text, when } = row.data;
  const edits = may(workshop.membership.role, 'program.edit');
  return (
    <Banner
      tone="ask"
      icon={<Megaphone aria-hidden />}
      aside={
        <span className={styles.aside}>
          {momentWords(when, locale)}
          {edits && row.rev > 0 ? <AnnouncementActs row={row} /> : null}
        </span>
      }
    >
      <div className={styles.notice}>
        <strong>{title}</strong> <Markdown text={text} />
      </div>
      <PendingEdit row={row} />
    </Banner>
  );
}

function AnnouncementActs({ row }: { readonly row: Row<'announcement'> }) {
  const { t } = useTranslation();
  const edit = useProgramEdit();
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const { id, rev, data } = row;
  const undo = () => edit.put({ kind: 'announcement', id, expectedRev: null, data });
  const remove = async () => {
    if (!(await edit.remove({ kind: 'announcement', id, expectedRev: rev }))) return;
    toast({
      tone: 'ok',
      text: t('program.edit.removed'),
      act: { label: t('program.edit.undo'), press: () => void undo() },
    });
  };
  return (
    <>
      <IconButton
        small
        variant="quiet"
        icon={<Pencil aria-hidden />}
        label={`${t('program.edit.edit')}: ${data.title}`}
        onPress={() => setOpen('edit')}
      />
      <IconButton
        small
        variant="quiet"
        icon={<Trash2 aria-hidden />}
        label={`${t('program.edit.remove')}: ${data.title}`}
        onPress={() => setOpen('remove')}
      />
      {open === 'edit' ? <AnnouncementDialog row={row} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        danger
        title={t('program.edit.removeTitle')}
        text={t('program.edit.removeText', { title: data.title })}
        act={t('program.edit.remove')}
        isOpen={open === 'remove'}
        onClose={() => setOpen(null)}
        onConfirm={remove}
      />
    </>
  );
}
