import { CalendarPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type AgendaPart, agendaCalendar } from '#shared/program/export/icalendar.ts';
import { Button } from '../../design/Button.tsx';
import { useConnections } from '../../sync/connectionsContext.ts';
import type { HubConnection } from '../../sync/HubConnection.ts';
import { readWorkshops } from '../../sync/useWorkshops.ts';
import { CALENDAR_TYPE } from './exportFormats.ts';
import { readExportSource } from './readExportSource.ts';
import { useSaveExport } from './useSaveExport.tsx';

/** What the agenda has at one hub, by workshop. */
async function readAgendaParts(connection: HubConnection): Promise<readonly AgendaPart[]> {
  const entries = await connection.database.agenda.toArray();
  const workshops = await readWorkshops(connection);
  const parts = workshops.map(async (workshop): Promise<AgendaPart> => {
    const picks = entries
      .filter(({ workshopId }) => workshopId === workshop.id)
      .map(({ talkId, title, reminder }) => ({ talkId, title, reminder }));
    const source = await readExportSource(connection.database, workshop);
    return { source, hub: workshop.hub.fingerprint, picks };
  });
  return (await Promise.all(parts)).filter(({ picks }) => picks.length > 0);
}

/** Saves the calendar of one's agenda, of all workshops, with its reminders. */
export function AgendaCalendarButton({ small = false }: { readonly small?: boolean }) {
  const { t } = useTranslation();
  const connections = useConnections();
  const { save, dialog } = useSaveExport();
  const name = t('exports.agendaName');
  const run = () =>
    save({ name: `${t('exports.agendaFile')}.ics`, type: CALENDAR_TYPE }, async () => {
      const parts = await Promise.all(connections.map(readAgendaParts));
      return agendaCalendar(parts.flat(), { name, at: Date.now() });
    });
  return (
    <>
      <Button small={small} icon={<CalendarPlus aria-hidden />} onPress={run}>
        {t('exports.calendarOf.agenda')}
      </Button>
      {dialog}
    </>
  );
}
