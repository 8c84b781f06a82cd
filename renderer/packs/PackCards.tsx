import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PackWork } from '#shared/contracts/ipcPacks.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { toast } from '../design/Toast.tsx';
import { ask } from '../hub/ipc.ts';
import { sizeWords } from '../i18n/sizeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useWorkshops } from '../sync/useWorkshops.ts';
import { workshopPath } from '../workspace/routes.ts';
import styles from './Packs.module.css';
import { packWorks, usePackWorks } from './packWorks.ts';

/** Packs that are being written or taken over, in a corner, and how they ended. */
export function PackCards() {
  const { t } = useTranslation();
  const works = usePackWorks();
  if (works.length === 0) return null;
  return (
    <section className={styles.cards} aria-label={t('packs.works')}>
      {works.map((work) => (
        <Card key={work.packId} work={work} />
      ))}
    </section>
  );
}

function Card({ work }: { readonly work: PackWork }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const act = async (what: () => Promise<unknown>) => {
    try {
      await what();
    } catch (error) {
      toast({ tone: 'bad', text: sentence(reasonOf(error)) });
    }
  };
  const { packId, state } = work;
  return (
    <article className={styles.card} aria-label={work.title}>
      <div className={styles.cardHead}>
        <p role="status">
          <TitleWords work={work} />
        </p>
        {state === 'running' ? null : (
          <IconButton
            small
            variant="quiet"
            icon={<X aria-hidden />}
            label={t('packs.dismiss')}
            onPress={() => act(() => packWorks.dismiss(packId))}
          />
        )}
      </div>
      {state === 'running' ? <Progress work={work} /> : null}
      <Notes work={work} />
      <div className={styles.acts}>
        {state === 'running' ? (
          <Button small onPress={() => act(() => ask('packs.stop', { packId }))}>
            {t('packs.stop')}
          </Button>
        ) : null}
        {work.what === 'import' ? <OpenWorkshop work={work} /> : null}
      </div>
    </article>
  );
}

function TitleWords({ work }: { readonly work: PackWork }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const { what, state, title, fileName: file } = work;
  const size = sizeWords(work.total, language);
  if (state === 'running') return t(what === 'export' ? 'packs.writing' : 'packs.taking', { title, file });
  if (state === 'done') return t(what === 'export' ? 'packs.written' : 'packs.taken', { title, file, size });
  return t(`packs.${state}.${what}`, { title, file });
}

function Progress({ work }: { readonly work: PackWork }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const { done, total } = work;
  const part = total === 0 ? 0 : Math.min(1, done / total);
  const words = t('packs.progress', {
    done: sizeWords(Math.min(done, total), language),
    total: sizeWords(total, language),
  });
  return (
    <>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={work.title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
      >
        <span style={{ width: `${part * 100}%` }} />
      </div>
      <p className={styles.dim}>{words}</p>
    </>
  );
}

/** What there is to know of the end: of when the program is, what was damaged, what to do next. */
function Notes({ work }: { readonly work: PackWork }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { language } = useLocale();
  const { state, reason, asOf, damaged } = work;
  const when =
    asOf &&
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(asOf));
  const resumes =
    work.what === 'import' && (reason === 'disk-full' || reason === 'file-gone')
      ? t(`packs.resumes.${reason}`)
      : null;
  return (
    <>
      {state === 'done' && when ? <p className={styles.dim}>{t('packs.asOf', { when })}</p> : null}
      {state === 'failed' && reason ? (
        <p className={styles.dim}>
          {reason === 'damaged' ? t('refusals.damaged.what') : sentence(reason)} {resumes}
        </p>
      ) : null}
      {state === 'done' && damaged.length > 0 ? (
        <p className={styles.dim}>
          {work.what === 'import' || reason === null
            ? t('packs.damaged', { count: damaged.length })
            : `${sentence(reason)} ${t('packs.lacking')}`}
        </p>
      ) : null}
      {damaged.length > 0 ? (
        <ul className={styles.damaged}>
          {damaged.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function OpenWorkshop({ work }: { readonly work: PackWork }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const entry = useWorkshops()?.find((one) => one.id === work.workshopId && one.hub.fingerprint === work.hub);
  if (!entry) return null;
  const isDone = work.state === 'done';
  const icon = work.damaged.length > 0 ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />;
  return (
    <Button
      small
      variant={isDone ? 'primary' : 'plain'}
      {...(isDone ? { icon } : {})}
      onPress={() => {
        navigate(workshopPath(entry));
        if (isDone && work.damaged.length === 0) packWorks.dismiss(work.packId).catch(console.error);
      }}
    >
      {t('packs.openWorkshop')}
    </Button>
  );
}
