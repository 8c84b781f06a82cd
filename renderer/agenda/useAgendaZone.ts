import { useProgramZone, type ZoneOf } from '../program/useProgramZone.ts';

/** The agenda is of all workshops: its times are shown in a zone of its own, the reader's unless another is chosen. */
export const agendaZone: ZoneOf = { id: 'agenda', data: { zone: null } };

export const useAgendaZone = () => useProgramZone(agendaZone);
