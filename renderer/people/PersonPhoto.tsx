import { Camera, ImagePlus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/permissions.ts';
import type { Row } from '#shared/sync/rows.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { toast } from '../design/Toast.tsx';
import { useProgramEdit } from '../program/edit/useProgramEdit.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { PersonFace } from './PersonFace.tsx';
import styles from './PersonPhoto.module.css';
import { usePhotoWork } from './usePhotoWork.ts';

/** A person's face; who may change the photo does it here. */
export function PersonPhoto({ person }: { readonly person: Row<'person'> }) {
  const { t } = useTranslation();
  const { membership } = useWorkshop();
  const edit = useProgramEdit();
  const { mayChange, upload, job, choose } = usePhotoWork(person.id);
  const { name, photo } = person.data;
  const busy = upload?.state === 'running' || job?.data.state === 'queued' || job?.data.state === 'running';
  const face = <PersonFace name={name} photo={photo} size="large" />;
  if (!mayChange) return face;
  const remove = async () => {
    const put = (change: string | null, rev: number) =>
      edit.put({ kind: 'person', id: person.id, expectedRev: rev, data: { ...person.data, photo: change } });
    if (await put(null, person.rev)) toast({ tone: 'ok', text: t('manage.photoRemoved') });
  };
  const entries = [
    {
      id: 'choose',
      label: t(photo === null ? 'manage.photoAdd' : 'manage.photoChange'),
      icon: <ImagePlus aria-hidden />,
      act: () => void choose(),
    },
    ...(photo !== null && may(membership.role, 'program.edit')
      ? [
          {
            id: 'remove',
            label: t('manage.photoRemove'),
            icon: <Trash2 aria-hidden />,
            act: () => void remove(),
          },
        ]
      : []),
  ];
  return (
    <span className={styles.photo}>
      {face}
      {busy ? (
        <span className={styles.busy}>
          <Spinner label={t('manage.photoWorking')} />
        </span>
      ) : null}
      <span className={styles.change}>
        <Menu label={t('manage.photo')} entries={entries}>
          <IconButton small icon={<Camera aria-hidden />} label={t('manage.photo')} />
        </Menu>
      </span>
    </span>
  );
}
