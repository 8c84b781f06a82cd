import type { Fields } from '../source/FieldReader.ts';

/** A day's room with its events, whichever of the two forms it was written in. */
export type FrabRoom = {
  readonly name: unknown;
  /** Of the XML, where rooms have their ids here. */
  readonly guid: unknown;
  readonly events: readonly unknown[];
  /** `days[0].rooms.Hall` */
  readonly path: string;
};

export type FrabDay = {
  readonly date: unknown;
  /** Before this time a talk belongs to the day before. */
  readonly start: unknown;
  readonly path: string;
  readonly rooms: readonly FrabRoom[];
};

/** A schedule of frab, pretalx or pentabarf. Events have the names of the JSON form. */
export type FrabSchedule = {
  readonly conference: Fields;
  readonly version: unknown;
  readonly days: readonly FrabDay[];
};
