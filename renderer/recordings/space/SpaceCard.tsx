import { CircleAlert, FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { IpcRequest } from '#shared/contracts/ipc.ts';
import type { MediaSpace } from '#shared/contracts/ipcDownloads.ts';
import { marginBytes } from '#shared/recordings/margin.ts';
import { Banner } from '../../design/Banner.tsx';
import { Button } from '../../design/Button.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { workshopName } from '../../workspace/workshopName.ts';
import { Bar } from '../queue/Bar.tsx';
import type { RecordingName } from '../queue/useRecordingNames.ts';
import { useStoppedWords } from '../useStoppedWords.ts';
import { SizeMenu } from './SizeMenu.tsx';
import styles from './Space.module.css';
import {
  allowed,
  budgetChoices,
  byWorkshop,
  chosenMargin,
  marginChoices,
  marginOf,
  usedPart,
} from './spaceParts.ts';
import { useSpaceActs } from './useSpaceActs.ts';

type Props = {
  readonly space: MediaSpace;
  readonly names: ReadonlyMap<string, RecordingName>;
  readonly onSpace: (space: MediaSpace) => void;
};

/** What recordings take on this computer, what they may take, where they are, and what goes first. */
export function SpaceCard({ space, names, onSpace }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const stopped = useStoppedWords();
  const acts = useSpaceActs(onSpace);
  const size = (bytes: number) => sizeWords(bytes, language);
  const all = allowed(space);
  const [next] = space.next;
  const nextStored = space.stored.find(
    ({ ref }) => ref.hub === next?.hub && ref.rendition.id === next.renditionId,
  );
  const nextTitle = nextStored && (names.get(nextStored.ref.recordingId)?.title ?? t('downloads.unknown'));
  return (
    <section className={styles.card} aria-labelledby="space">
      <h2 id="space">{t('downloads.space.title')}</h2>
      {space.trouble ? (
        <Banner tone="live" icon={<CircleAlert aria-hidden />}>
          {stopped(space.trouble)}
        </Banner>
      ) : null}
      <div>
        <p className={styles.used}>
          {t('downloads.space.usedOf', { size: size(space.used), budget: size(all) })}
        </p>
        <Bar
          part={usedPart(space)}
          state={space.used >= all ? 'failed' : 'running'}
          label={t('downloads.space.bar', { used: size(space.used), all: size(all) })}
        />
        {space.disk ? (
          <p className={styles.note}>{t('downloads.space.disk', { free: size(space.disk.free) })}</p>
        ) : null}
        {space.used > 0 && space.used >= all ? (
          <p className={styles.over}>{t('downloads.space.over')}</p>
        ) : null}
      </div>
      <Workshops space={space} names={names} />
      <dl className={styles.facts}>
        <Limits space={space} onSet={(over) => void acts.set(over)} />
        <div>
          <dt>{t('downloads.space.next')}</dt>
          <dd className={styles.note}>
            {nextTitle ? t('downloads.space.nextSome', { title: nextTitle }) : t('downloads.space.nextNone')}{' '}
            {t('downloads.space.budgetText')}
          </dd>
        </div>
        <div>
          <dt>{t('downloads.space.folder')}</dt>
          <dd>
            <p className={styles.folder} title={space.folder}>
              {space.folder}
            </p>
            {space.moving ? (
              <Moving moving={space.moving} />
            ) : (
              <Button small icon={<FolderOpen aria-hidden />} onPress={() => void acts.moveFolder()}>
                {t('downloads.space.move')}
              </Button>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

type LimitsProps = Pick<Props, 'space'> & { readonly onSet: (over: IpcRequest<'space.set'>) => void };

/** The most that recordings may take, and what stays free in any case. */
function Limits({ space, onSet }: LimitsProps) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const automatic = marginBytes(marginOf(null), space.disk?.total ?? 0);
  return (
    <>
      <div>
        <dt>{t('downloads.space.budget')}</dt>
        <dd>
          <SizeMenu
            label={t('downloads.space.budget')}
            size={space.budget}
            choices={budgetChoices(space.budget)}
            none={t('downloads.space.budgetNone')}
            onChoose={(budget) => onSet({ budget })}
          />
        </dd>
      </div>
      <div>
        <dt>{t('downloads.space.margin')}</dt>
        <dd>
          <SizeMenu
            label={t('downloads.space.margin')}
            size={chosenMargin(space)}
            choices={marginChoices(space)}
            none={t('downloads.space.marginAuto', { size: sizeWords(automatic, language) })}
            onChoose={(size) => onSet({ margin: marginOf(size) })}
          />
          <p className={styles.note}>{t('downloads.space.marginText')}</p>
        </dd>
      </div>
    </>
  );
}

function Moving({ moving: { done, total } }: { readonly moving: NonNullable<MediaSpace['moving']> }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const words = { done: sizeWords(done, language), all: sizeWords(total, language) };
  return (
    <div>
      <Bar part={total === 0 ? 0 : done / total} state="running" label={t('downloads.space.movingLabel')} />
      <p className={styles.note}>{t('downloads.space.moving', words)}</p>
    </div>
  );
}

function Workshops({ space, names }: Pick<Props, 'space' | 'names'>) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const groups = byWorkshop(space.stored);
  if (groups.length === 0) return null;
  return (
    <ul className={styles.workshops} aria-label={t('downloads.space.workshops')}>
      {groups.map(({ hub, workshopId, bytes, stored }) => {
        const name = stored.flatMap(({ ref }) => names.get(ref.recordingId) ?? [])[0];
        return (
          <li key={`${hub} ${workshopId}`}>
            <span>{name ? workshopName(name.workshop.data) : t('downloads.unknown')}</span>
            <span>{sizeWords(bytes, language)}</span>
          </li>
        );
      })}
    </ul>
  );
}
