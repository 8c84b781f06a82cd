import type { Row } from '#shared/sync/rows.ts';

/** A talk with what belongs to it, as lists and pages show it. */
export type TalkEntry = {
  readonly talk: Row<'talk'>;
  readonly speakers: readonly Speaker[];
  readonly recording: Row<'recording'> | null;
  readonly contents: Row<'recordingContents'> | null;
};
export type Speaker = {
  readonly personId: string;
  readonly name: string;
  readonly affiliations: readonly string[];
  readonly sample: boolean;
  /** The hash of a photo. */
  readonly photo: string | null;
};

type Rows = {
  readonly talks: readonly Row<'talk'>[];
  readonly people: readonly Row<'person'>[];
  readonly recordings: readonly Row<'recording'>[];
  readonly contents: readonly Row<'recordingContents'>[];
};

/** Joins the talks of a workshop with speakers and recordings, in the program's order. */
export function talkEntries(rows: Rows): readonly TalkEntry[] {
  const people = new Map(rows.people.map((row) => [row.id, row]));
  const recordings = new Map<string, Row<'recording'>>();
  for (const row of rows.recordings) if (row.data.of.kind === 'talk') recordings.set(row.data.of.talkId, row);
  const contents = new Map(rows.contents.map((row) => [row.data.recordingId, row]));
  return [...rows.talks]
    .sort((a, b) => a.data.order - b.data.order)
    .map((talk) => {
      const recording = recordings.get(talk.id) ?? null;
      return {
        talk,
        speakers: speakersOf(talk, people),
        recording,
        contents: recording ? (contents.get(recording.id) ?? null) : null,
      };
    });
}

function speakersOf(talk: Row<'talk'>, people: ReadonlyMap<string, Row<'person'>>): readonly Speaker[] {
  return talk.data.speakers.flatMap(({ personId, affiliations }) => {
    const person = people.get(personId);
    if (!person) return [];
    const { name, sample, photo } = person.data;
    const held = affiliations.length > 0 ? affiliations : person.data.affiliations;
    return [{ personId, name, affiliations: held, sample, photo }];
  });
}
