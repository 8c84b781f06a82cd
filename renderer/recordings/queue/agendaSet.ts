import type { AgendaItem } from '../../agenda/agendaItems.ts';
import type { SetMember } from './recordingSet.ts';
import type { Member } from './useMembers.ts';

/** The recordings of the talks in the person's agenda, in its order. */
export function agendaSet(all: readonly Member[], agenda: readonly AgendaItem[]): readonly SetMember[] {
  return agenda.flatMap(({ hub, entry }) => {
    const isOf = ({ recording: { data } }: Member) =>
      data.of.kind === 'talk' && data.of.talkId === entry.talkId;
    return all.find((one) => one.hub === hub && isOf(one)) ?? [];
  });
}
