import { CalendarClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { Segmented } from '../design/Segmented.tsx';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import styles from './Program.module.css';
import { useProgramChoice } from './programChoice.ts';
import type { Program } from './useProgram.ts';
import { ZoneSwitch } from './ZoneSwitch.tsx';

type Props = {
  readonly workshop: WorkshopEntry;
  readonly program: Program;
  readonly view: 'list' | 'timeline';
  /** False where nothing has a time: then there is only the list, and no zone to name. */
  readonly timed: boolean;
  /** Jumps to now; `null` where nothing is on or to come. */
  readonly onNow: (() => void) | null;
};

/** The program's heading: in which zone its times are, and how it is shown. */
export function ProgramBar({ workshop, program, view, timed, onNow }: Props) {
  const { t } = useTranslation();
  const [choice, choose] = useProgramChoice(workshop.id);
  const at = program.entries.find(({ start }) => start !== null)?.start ?? 0;
  return (
    <header className={styles.bar}>
      <h2>{t('program.program')}</h2>
      {timed ? (
        <>
          <ZoneSwitch workshop={workshop} at={at} />
          <span className={styles.views}>
            {onNow ? (
              <Button small icon={<CalendarClock aria-hidden />} onPress={onNow}>
                {t('program.jumpToNow')}
              </Button>
            ) : null}
            {view === 'timeline' && program.rooms.size > 0 && program.tracks.size > 0 ? (
              <Segmented
                label={t('program.columns')}
                value={choice.columns}
                onChange={(columns) => choose({ columns })}
                options={[
                  { value: 'rooms', label: t('program.filter.rooms') },
                  { value: 'tracks', label: t('program.filter.tracks') },
                ]}
              />
            ) : null}
            <Segmented
              label={t('program.view')}
              value={view}
              onChange={(next) => choose({ view: next })}
              options={[
                { value: 'list', label: t('program.list') },
                { value: 'timeline', label: t('program.timeline') },
              ]}
            />
          </span>
        </>
      ) : null}
    </header>
  );
}
