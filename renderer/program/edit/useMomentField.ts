import { useState } from 'react';
import type { Moment } from '#shared/program/moment.ts';
import { dayZone } from '#shared/program/momentTime.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { zoneName } from '../useProgramZone.ts';
import { momentText, readMoment } from './momentText.ts';

export type MomentField = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** What was written; `null` where it is no moment. */
  readonly moment: Moment | null;
  /** By name, to stand beside the field. */
  readonly zone: string;
};

/**
 * A field for a moment at which the hub acts. Times are read in the zone in which the hub begins and ends a day,
 * whatever zone the program is shown in.
 */
export function useMomentField(before: Moment): MomentField {
  const zone = dayZone(useWorkshop().data.zone);
  const [text, onChange] = useState(() => momentText(before, zone));
  return { text, onChange, moment: readMoment(text, zone), zone: zoneName(zone) };
}
