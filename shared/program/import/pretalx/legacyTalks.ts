import { asFields, asList, type Fields, field } from '../source/FieldReader.ts';

/** The first widgets of pretalx had days with rooms with talks in them; as one list, each with its room's name. */
export function legacyTalks(top: Fields): readonly Fields[] {
  return asList(field(top, 'schedule')).flatMap((day) =>
    asList(field(asFields(day) ?? {}, 'rooms')).flatMap((value) => {
      const room = asFields(value) ?? {};
      return asList(field(room, 'talks')).map((talk) => ({ room: field(room, 'name'), ...asFields(talk) }));
    }),
  );
}
