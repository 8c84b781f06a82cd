import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { workshop } from '#shared/program/workshop.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogActs } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';
import type { HubConnection } from '../../sync/HubConnection.ts';
import { useWorkshops } from '../../sync/useWorkshops.ts';
import { importPath } from '../../workspace/routes.ts';
import styles from './ImportPage.module.css';

type Props = {
  readonly connection: HubConnection;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** `Machine Learning on HPC` becomes `machine-learning-on-hpc`. */
function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** Makes a workshop on a hub and goes to where its program is imported. */
export function NewWorkshopDialog({ connection, isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const refusal = useRefusal();
  const [, navigate] = useLocation();
  const [title, setTitle] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const arrived = useWorkshops()?.find(
    ({ hub, data }) => hub.fingerprint === connection.hub.fingerprint && data.slug === made,
  );
  useEffect(() => {
    if (!arrived) return;
    onClose();
    navigate(importPath(arrived));
  }, [arrived, onClose, navigate]);
  const slug = ownSlug ?? slugOf(title);
  const isSlug = workshop.shape.slug.safeParse(slug).success;
  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (!isSlug || title.trim() === '' || isBusy) return;
    setBusy(true);
    setProblem(null);
    try {
      await connection.http('createWorkshop', {
        body: { id: crypto.randomUUID(), slug, title: title.trim() },
      });
      connection.sync.scopeChanged();
      setMade(slug);
    } catch (error) {
      const reason = reasonOf(error);
      setProblem(reason === 'already-done' ? t('imports.newTaken') : refusal(reason));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('imports.newTitle')} isOpen={isOpen} onClose={onClose}>
      <form noValidate onSubmit={make} className={styles.newForm}>
        <TextField label={t('imports.newName')} value={title} onChange={setTitle} autoFocus />
        <TextField
          label={t('imports.newSlug')}
          hint={t('imports.newSlugHint')}
          value={slug}
          onChange={(next) => {
            setOwnSlug(next);
            setProblem(null);
          }}
          error={problem ?? (slug !== '' && !isSlug ? t('imports.newSlugWrong') : null)}
        />
        <DialogActs>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" isDisabled={!isSlug || title.trim() === '' || isBusy}>
            {t('imports.newAct')}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
