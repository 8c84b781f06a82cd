import fc from 'fast-check';
import type { ExportSource } from '#shared/program/export/exported.ts';
import type { Row } from '#shared/sync/rows.ts';
import { idOf, pageLink, row, workshopId } from './sampleProgram.ts';

/** What real files have in their fields, and what tries to get out of one. */
const nasty = [
  '<script>alert(1)</script>',
  ']]><![CDATA[ &amp; &lt; "quoted" \'single\' --> <!-- ',
  'a\r\nBEGIN:VEVENT\r\nSUMMARY:injected\r\nEND:VEVENT',
  'tab\tnull\u0000bell\u0007escape\u001b[31m del\u007f',
  'comma, semicolon; colon: backslash\\ and \\n',
  '🎉👩‍👩‍👧‍👦 🏳️‍🌈 ﷽',
  '\u202eright to left\u202c עברית عربى',
  '\ud800 half of a pair \udfff',
  '\ufeff\ufffe\uffff\u2028\u2029',
  '# not a heading\n## nor this\n- nor a list\n```\nnor code',
  '***bold*** _under_ [link](javascript:alert(1)) ![image](http://example.org/x.png)',
  'title\n===\n---\n| a | b |\n|---|---|',
  'é'.normalize('NFD'),
  'x'.repeat(5000),
  'lång '.repeat(400),
  '&#0; &bogus; %0A &copy',
  '1. one\n2) two\n> quoted\n\n    code',
  'Speakers: nobody\nTime: never\nRoom: none\nAbstract: none',
];

export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.lorem({ maxCount: 8 }),
);
/** Begins with a T, or has nothing in it that can be seen. */
export const anyTitle = fc.oneof(
  { weight: 20, arbitrary: anyText.map((text) => `T ${text}`) },
  { weight: 1, arbitrary: fc.constantFrom('\u0000', ' ', '\u202e\ud800') },
);
const maybeText = fc.option(anyText, { nil: null });
const titles = fc.array(anyTitle, { maxLength: 3 });

const anyDate = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyMoment = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'unknown' } as const) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1990, max: 2100 }).map((year) => ({ kind: 'year', year }) as const),
  },
  { weight: 2, arbitrary: anyDate.map((at) => ({ kind: 'date', date: at.slice(0, 10) }) as const) },
  { weight: 5, arbitrary: anyDate.map((at) => ({ kind: 'instant', at }) as const) },
);
const anyZone = fc.constantFrom(
  null,
  'UTC',
  'Europe/Berlin',
  'Europe/Dublin',
  'America/Chicago',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Etc/GMT+12',
  'Nowhere/Land',
);
const anyUrl = fc.webUrl({ withQueryParameters: true, withFragments: true });
const externalIds = fc.uniqueArray(
  fc.string({ minLength: 1, maxLength: 20 }).map((id) => `src:${id}`),
  { maxLength: 2 },
);
const state = fc.constantFrom('planned' as const, 'cancelled' as const);
const among = (group: number, count: number) =>
  count === 0
    ? fc.constant(null)
    : fc.option(
        fc.integer({ min: 1, max: count }).map((number) => idOf(group, number)),
        { nil: null },
      );
const someOf = (group: number, count: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: Math.max(1, count) }), { maxLength: 3 })
    .map((numbers) => (count === 0 ? [] : numbers.map((number) => idOf(group, number))));

const anyPhases = fc.array(
  fc.record({
    title: anyTitle,
    length: fc.oneof(
      fc.record({ kind: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
      fc.record({
        kind: fc.constant('fraction' as const),
        numerator: fc.integer({ min: 1, max: 3 }),
        denominator: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({ kind: fc.constant('at-the-end' as const) }),
    ),
  }),
  { maxLength: 2 },
);

const anyWorkshopRow = fc
  .record({
    slug: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
    title: anyTitle,
    acronym: maybeText,
    hostEvent: maybeText,
    place: maybeText,
    mode: fc.constantFrom(null, 'onsite' as const, 'online' as const, 'hybrid' as const),
    zone: anyZone,
    first: anyMoment,
    last: anyMoment,
    summary: maybeText,
    about: maybeText,
    topics: titles,
    audience: titles,
    outcomes: titles,
    requirements: titles,
    links: fc.array(fc.record({ label: anyTitle, url: anyUrl }), { maxLength: 2 }),
    contacts: fc.array(fc.record({ name: maybeText, email: fc.constant('a.b+c@example.org') }), {
      maxLength: 2,
    }),
    proceedings: maybeText,
    state,
    externalIds,
  })
  .map((data) => row('workshop', workshopId, 1, data));

const anyPlaces = (rooms: number, tracks: number, people: number): fc.Arbitrary<readonly Row[]> =>
  fc
    .tuple(
      fc.array(fc.record({ name: anyTitle, description: maybeText, externalIds }), {
        minLength: rooms,
        maxLength: rooms,
      }),
      fc.array(fc.record({ name: anyTitle, description: maybeText, externalIds }), {
        minLength: tracks,
        maxLength: tracks,
      }),
      fc.array(
        fc.record({
          name: anyTitle,
          affiliations: titles,
          bio: maybeText,
          links: fc.array(fc.record({ label: anyTitle, url: anyUrl }), { maxLength: 1 }),
          externalIds,
        }),
        { minLength: people, maxLength: people },
      ),
    )
    .map(([allRooms, allTracks, allPeople]) => [
      ...allRooms.map((data, at) => row('room', idOf(2, at + 1), 2, { ...data, order: at })),
      ...allTracks.map((data, at) => row('track', idOf(3, at + 1), 3, { ...data, order: at })),
      ...allPeople.map((data, at) => row('person', idOf(4, at + 1), 4, data)),
      ...allPeople.map((_, at) =>
        row('seat', idOf(9, at + 1), 5, { personId: idOf(4, at + 1), committee: 'Committee', order: at }),
      ),
    ]);

type Counts = { readonly rooms: number; readonly tracks: number; readonly people: number };

const anySessions = ({ rooms, tracks, people }: Counts, count: number, talks: number) =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom(
          'talks' as const,
          'keynote' as const,
          'panel' as const,
          'break' as const,
          'bof' as const,
        ),
        title: anyTitle,
        roomId: among(2, rooms),
        trackId: among(3, tracks),
        start: anyMoment,
        end: anyMoment,
        chairIds: someOf(4, people),
        phases: anyPhases,
        description: maybeText,
        live: fc.boolean(),
        covers: fc.oneof(
          someOf(6, talks).map((talkIds) => ({ kind: 'talks' as const, talkIds })),
          fc.constant({ kind: 'talks-without-a-live-session' as const }),
        ),
        state,
        externalIds,
      }),
      { minLength: count, maxLength: count },
    )
    .map((all) => all.map((data, at) => row('session', idOf(5, at + 1), 6, { ...data, order: at })));

const anyTalks = ({ rooms, tracks, people }: Counts, count: number, sessions: number) =>
  fc
    .array(
      fc.record({
        sessionId: among(5, sessions),
        roomId: among(2, rooms),
        trackId: among(3, tracks),
        kind: fc.constantFrom('invited' as const, 'paper' as const, 'talk' as const),
        title: anyTitle,
        abstract: maybeText,
        outline: titles,
        speakers: someOf(4, people).chain((found) =>
          fc.tuple(
            ...found.map((personId) => fc.record({ personId: fc.constant(personId), affiliations: titles })),
          ),
        ),
        start: anyMoment,
        minutes: fc.option(fc.double({ min: 0.5, max: 600, noNaN: true }), { nil: null }),
        phases: anyPhases,
        topics: titles,
        artifacts: fc.array(
          fc.record({
            kind: fc.constantFrom('code' as const, 'data' as const),
            title: anyTitle,
            url: fc.option(anyUrl, { nil: null }),
          }),
          { maxLength: 1 },
        ),
        links: fc.array(
          fc.record({
            kind: fc.constantFrom(
              'paper' as const,
              'slides' as const,
              'poster' as const,
              'video' as const,
              'web' as const,
            ),
            label: anyTitle,
            url: anyUrl,
          }),
          { maxLength: 2 },
        ),
        language: maybeText,
        license: maybeText,
        mayBeRecorded: fc.constantFrom(null, true, false),
        state,
        externalIds,
      }),
      { minLength: count, maxLength: count },
    )
    .map((all) => all.map((data, at) => row('talk', idOf(6, at + 1), 7, { ...data, order: at })));

const anyDeadlines = fc
  .array(fc.record({ label: anyTitle, when: anyMoment, anywhereOnEarth: fc.boolean(), externalIds }), {
    maxLength: 2,
  })
  .map((all) => all.map((data, at) => row('deadline', idOf(8, at + 1), 8, { ...data, order: at })));

const anyAnnouncements = fc
  .array(fc.record({ title: anyTitle, text: anyText, when: anyMoment, expires: anyMoment, externalIds }), {
    maxLength: 1,
  })
  .map((all) => all.map((data, at) => row('announcement', idOf(10, at + 1), 9, data)));

const upTo = (max: number) => fc.integer({ min: 0, max });

/** Any workshop that the model takes, with texts that try to break every format. */
export const anySource: fc.Arbitrary<ExportSource> = fc
  .tuple(upTo(3), upTo(2), upTo(3), upTo(3), upTo(5))
  .chain(([rooms, tracks, people, sessions, talks]) => {
    const counts = { rooms, tracks, people };
    return fc
      .tuple(
        anyWorkshopRow.map((one) => [one]),
        anyPlaces(rooms, tracks, people),
        anySessions(counts, sessions, talks),
        anyTalks(counts, talks, sessions),
        anyDeadlines,
        anyAnnouncements,
      )
      .map((parts) => ({ rows: parts.flat(), link: pageLink }));
  });
