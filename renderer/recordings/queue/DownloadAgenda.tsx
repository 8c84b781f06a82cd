import type { AgendaItem } from '../../agenda/agendaItems.ts';
import { agendaSet } from './agendaSet.ts';
import { DownloadSet } from './DownloadSet.tsx';
import type { Member } from './useMembers.ts';

type Props = { readonly members: readonly Member[]; readonly agenda: readonly AgendaItem[] };

/** Downloads what is open of the agenda. */
export function DownloadAgenda({ members, agenda }: Props) {
  return <DownloadSet of="agenda" members={agendaSet(members, agenda)} />;
}
