import { describe, expect, it } from 'vitest';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft, reasonsOf, rowOf, rowsOf } from '../support/checkDraft.ts';
import { fileOf, fixture, fixtureText, jsonFile } from '../support/sources.ts';

const json = () => checkDraft(readImport([fixture('frab/schedule.json')]));
const xml = (text = fixtureText('frab/schedule.xml')) =>
  checkDraft(readImport([fileOf('schedule.xml', text)]));
const events = (list: readonly unknown[], conference: object = {}, day: object = {}) =>
  checkDraft(
    readImport([
      jsonFile({
        schedule: {
          conference: {
            title: 'Sample',
            time_zone_name: 'Europe/Berlin',
            days: [
              {
                index: 1,
                date: '2024-10-26',
                day_start: '2024-10-26T04:00:00+02:00',
                rooms: { Hall: list },
                ...day,
              },
            ],
            ...conference,
          },
        },
      }),
    ]),
  );
const instant = (at: string) => ({ kind: 'instant', at });

describe('schedule.json of frab', () => {
  it('gives the workshop its title, zone and days', () => {
    expect(rowsOf(json(), 'workshop')[0]?.data).toEqual({
      title: 'Sample Workshop 2024',
      acronym: 'sample24',
      zone: 'Europe/Berlin',
      first: { kind: 'date', date: '2024-10-26' },
      last: { kind: 'date', date: '2024-10-27' },
    });
  });

  it('joins rooms, which are keyed by name, to their descriptions', () => {
    expect(rowsOf(json(), 'room').map(({ data }) => data)).toEqual([
      { name: 'Hall A', description: 'The large one', capacity: 120 },
      { name: 'Hall B', description: null, capacity: null },
    ]);
  });

  it('gives a talk all that the format says', () => {
    const talk = rowsOf(json(), 'talk')[0];
    expect(talk?.externalIds).toEqual([
      'frab:talk/aaaaaaaa-0000-5000-8000-000000000001',
      'pretalx-code:talk/QQ11AA',
      'frab:talk-id/11',
    ]);
    expect(talk?.data).toEqual({
      sessionId: null,
      title: 'Sampling without regret',
      kind: 'invited',
      abstract: '*a subtitle*\n\nFirst **part**.\n\nSecond part.',
      roomId: 'frab:room/Hall A',
      trackId: 'frab:track/Sample science',
      start: instant('2024-10-26T14:00:00.000Z'),
      minutes: 45,
      language: 'en',
      license: 'CC BY 4.0',
      mayBeRecorded: true,
      speakers: [
        { personId: 'frab:person/bbbbbbbb-0000-4000-8000-000000000001', affiliations: [] },
        { personId: 'frab:person-id/42', affiliations: [] },
      ],
      links: [
        { kind: 'paper', label: 'Sample paper', url: 'https://samples.example/paper.pdf' },
        { kind: 'slides', label: 'sample slides', url: 'https://samples.example/slides.pdf' },
      ],
    });
  });

  it('a talk after midnight stands under the day before and keeps its true instant, on a day of a clock change too', () => {
    const talk = rowOf(json(), 'talk', 'A sample after midnight');
    expect(talk.data).toMatchObject({
      start: instant('2024-10-27T01:30:00.000Z'),
      minutes: 30,
      kind: 'lightning',
    });
    expect(talk.data).toMatchObject({
      language: null,
      license: null,
      mayBeRecorded: null,
      trackId: null,
      links: [],
    });
  });

  it('a person known by number only is one person in all talks', () => {
    expect(rowsOf(json(), 'person').map(({ data }) => data)).toEqual([
      { name: 'Sample Person', bio: 'Reads *samples*.' },
      { name: 'Only A. Number' },
    ]);
  });

  it('says that HTML was taken out and that pictures were left out', () => {
    expect(reasonsOf(json())).toEqual(expect.arrayContaining(['html-removed', 'remote-image']));
  });

  it('gives rooms of one guid rows of their own', () => {
    const rooms = ['One', 'Two'].map((name) => ({ name, guid: 'the-same' }));
    const draft = events([], { rooms });
    expect(rowsOf(draft, 'room').map(({ externalIds }) => externalIds)).toEqual([
      ['frab:room/One'],
      ['frab:room/Two'],
    ]);
  });

  it.each([1e300, -1, 0.5, 'many', {}])('a capacity of %j is unknown', (capacity) => {
    expect(rowsOf(events([], { rooms: [{ name: 'Hall', capacity }] }), 'room')[0]?.data.capacity).toBeNull();
  });

  it('a code that two slots share belongs to the first of them', () => {
    const draft = events([
      { guid: 'g1', code: 'AB', title: 'Twice' },
      { guid: 'g2', code: 'AB', title: 'Twice' },
    ]);
    expect(rowsOf(draft, 'talk').map(({ externalIds }) => externalIds)).toEqual([
      ['frab:talk/g1', 'pretalx-code:talk/AB'],
      ['frab:talk/g2'],
    ]);
  });

  it('computes a start without a date from its day, after midnight on the next, and says so', () => {
    const draft = events([
      { guid: '1', title: 'Late', start: '00:30', duration: '01:00' },
      { guid: '2', title: 'Morning', start: '09:30', duration: '00:30:30' },
    ]);
    expect(rowOf(draft, 'talk', 'Late').data.start).toEqual(instant('2024-10-26T22:30:00.000Z'));
    expect(rowOf(draft, 'talk', 'Morning').data).toMatchObject({
      start: instant('2024-10-26T07:30:00.000Z'),
      minutes: 30.5,
    });
    expect(draft.notes).toContainEqual(
      expect.objectContaining({ level: 'assumed', reason: 'past-midnight' }),
    );
  });

  it('a local time that a clock change repeats is said to be assumed', () => {
    const draft = events([{ guid: '1', title: 'Twice', start: '02:30', duration: '00:30' }]);
    expect(rowOf(draft, 'talk', 'Twice').data.start).toEqual(instant('2024-10-27T00:30:00.000Z'));
    expect(reasonsOf(draft)).toContain('zone-assumed');
  });

  it('a talk in a room that the file does not list is kept, its room made, and that said', () => {
    const draft = events([{ guid: '1', title: 'Elsewhere', room: 'Cellar' }], { rooms: [{ name: 'Hall' }] });
    expect(rowOf(draft, 'talk', 'Elsewhere').data.roomId).toBe('frab:room/Cellar');
    expect(reasonsOf(draft)).toContain('unknown-room');
  });

  it.each(['-00:30', '900:00', 'soon', {}, '00:00'])('a length of %j is unknown, and said', (duration) => {
    const draft = events([{ guid: '1', title: 'T', date: '2024-10-26T10:00:00+02:00', duration }]);
    expect(rowOf(draft, 'talk', 'T').data.minutes).toBeNull();
    expect(draft.notes).toHaveLength(1);
  });

  it('leaves out a link that is no address on the web, and says so', () => {
    const links = ['javascript:alert(1)', 'file:///etc/passwd', 'not a link', 'https://samples.example/ok'];
    const draft = events([{ guid: '1', title: 'T', links: links.map((url) => ({ url, title: 'L' })) }]);
    expect(rowOf(draft, 'talk', 'T').data.links).toEqual([
      { kind: 'web', label: 'L', url: 'https://samples.example/ok' },
    ]);
    expect(reasonsOf(draft).filter((reason) => reason === 'bad-link')).toHaveLength(3);
  });

  it('a last day before the first is unknown, and said', () => {
    const draft = events([], { start: '2024-10-27', end: '2024-10-26' });
    expect(rowsOf(draft, 'workshop')[0]?.data.last).toEqual({ kind: 'unknown' });
    expect(reasonsOf(draft)).toContain('end-before-start');
  });

  it('one bad event, room or day does not lose the others', () => {
    const draft = events([null, 1, { title: '' }, { guid: '1', title: 'Whole' }], {}, { note: 'x' });
    expect(rowsOf(draft, 'talk').map(({ data }) => data.title)).toEqual(['Whole']);
    expect(reasonsOf(draft).filter((reason) => reason === 'bad-row')).toHaveLength(2);
  });
});

describe('schedule.xml of frab', () => {
  it('reads what the JSON form has, and license and opt-out', () => {
    const talk = rowsOf(xml(), 'talk')[0];
    expect(talk?.data).toMatchObject({
      title: 'Sampling without regret & fear',
      kind: 'invited',
      abstract: 'First part.\n\nSecond part with !DOCTYPE in it.',
      roomId: 'frab:room/Hall A',
      trackId: 'frab:track/Sample science',
      start: instant('2024-10-26T14:00:00.000Z'),
      minutes: 45,
      license: 'CC BY 4.0',
      mayBeRecorded: true,
      speakers: [{ personId: 'frab:person-id/42', affiliations: [] }],
    });
    expect(talk?.data.links).toHaveLength(2);
  });

  it('finds the rows of the JSON form again, by their ids', () => {
    const known = new Set(rowsOf(json(), 'talk').flatMap(({ externalIds }) => externalIds));
    for (const { externalIds } of rowsOf(xml(), 'talk'))
      expect(externalIds.some((id) => known.has(id))).toBe(true);
  });

  it('says nothing of what it cannot say: biographies, and abstracts that are not there', () => {
    expect(rowsOf(xml(), 'person')[0]?.data).toEqual({ name: 'Sample Person' });
    const late = rowOf(xml(), 'talk', 'A sample after midnight');
    expect(Object.keys(late.data)).not.toContain('abstract');
    expect(late.data).toMatchObject({
      mayBeRecorded: false,
      license: null,
      start: instant('2024-10-26T23:15:00.000Z'),
    });
  });

  const bomb = `<?xml version="1.0"?>
<!DOCTYPE schedule [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
<schedule><conference><title>&c;</title></conference></schedule>`;
  const external = `<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY file SYSTEM "file:///etc/passwd">]><schedule><conference><title>&file;</title></conference></schedule>`;
  const remote = '<!DOCTYPE schedule SYSTEM "https://samples.example/evil.dtd"><schedule/>';
  const late = '<schedule><conference/><!DOCTYPE x [<!ENTITY a "b">]></schedule>';

  it.each([
    ['a bomb of entities', bomb],
    ['an entity that reads another file', external],
    ['a document type of another server', remote],
    ['a document type in the middle', late],
  ])('refuses %s by name', (_name, text) => {
    expect(() => readImport([fileOf('schedule.xml', text)])).toThrow(
      'malformed: XML with a document type or entities of its own',
    );
  });

  it('never expands an entity that the file does not declare', () => {
    const text = fixtureText('frab/schedule.xml').replace('sample24', 'a&unknown;b');
    expect(rowsOf(xml(text), 'workshop')[0]?.data.acronym).toBe('a&unknown;b');
  });

  it.each([
    ['cut off', fixtureText('frab/schedule.xml').slice(0, 1500)],
    ['nested without end', `<schedule>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</schedule>`],
    ['with tags that do not match', '<schedule><conference></title></schedule>'],
  ])('refuses XML that is %s', (_name, text) => {
    expect(() => readImport([fileOf('schedule.xml', text)])).toThrow(/malformed|damaged/);
  });
});
