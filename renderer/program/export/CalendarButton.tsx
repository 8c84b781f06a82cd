import { CalendarPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import type { Exported, ExportSource, PageOf } from '#shared/program/export/exported.ts';
import { slugOf } from '#shared/program/export/exportText.ts';
import {
  type CalendarOptions,
  personCalendar,
  talkCalendar,
  workshopCalendar,
} from '#shared/program/export/icalendar.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { hubTime } from '../../sync/hubClock.ts';
import { useScope } from '../../sync/scopeContext.ts';
import { CALENDAR_TYPE } from './exportFormats.ts';
import { readExportSource } from './readExportSource.ts';
import { useSaveExport } from './useSaveExport.tsx';

/** Whose calendar; the row is one of the workshop in scope. */
export type CalendarOf = PageOf & { readonly kind: 'workshop' | 'talk' | 'person' };

type Props = {
  readonly of: CalendarOf;
  /** Title or name of the row, which the file is called by; the workshop's where it is left out. */
  readonly title?: string;
  /** Only the picture; its words are in the tooltip. */
  readonly iconOnly?: boolean;
  readonly small?: boolean;
};

function calendarOf(of: CalendarOf, source: ExportSource, options: CalendarOptions): Exported {
  switch (of.kind) {
    case 'workshop':
      return workshopCalendar(source, options);
    case 'talk':
      return talkCalendar(source, of.id, options);
    case 'person':
      return personCalendar(source, of.id, options);
    default:
      return assertNever(of.kind);
  }
}

/** Saves the calendar of the workshop in scope, or of one of its talks or people. */
export function CalendarButton({ of, title, iconOnly = false, small = false }: Props) {
  const { t } = useTranslation();
  const { entry, connection } = useScope();
  const { save, dialog } = useSaveExport();
  const name = `${slugOf(title ?? '', '-').slice(0, 60) || entry.data.slug}.ics`;
  const run = () =>
    save({ name, type: CALENDAR_TYPE }, async () =>
      calendarOf(of, await readExportSource(connection.database, entry), {
        hub: entry.hub.fingerprint,
        at: hubTime(connection.clock.get(), Date.now()),
      }),
    );
  const label = t(`exports.calendarOf.${of.kind}`);
  const icon = <CalendarPlus aria-hidden />;
  return (
    <>
      {iconOnly ? (
        <IconButton small={small} variant="quiet" icon={icon} label={label} onPress={run} />
      ) : (
        <Button small={small} icon={icon} onPress={run}>
          {label}
        </Button>
      )}
      {dialog}
    </>
  );
}
