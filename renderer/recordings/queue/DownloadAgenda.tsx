import { useAgendaItems } from '../../agenda/useAgendaItems.ts';
import { agendaSet } from './agendaSet.ts';
import { DownloadSet } from './DownloadSet.tsx';
import { useMembers } from './useMembers.ts';

/** Downloads what is open of the agenda. */
export function DownloadAgenda() {
  const members = useMembers();
  const agenda = useAgendaItems();
  return members && agenda ? <DownloadSet of="agenda" members={agendaSet(members, agenda)} /> : null;
}
