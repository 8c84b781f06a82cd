import { describe, expect, it } from 'vitest';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft, reasonsOf, rowOf, rowsOf } from '../support/checkDraft.ts';
import { fileOf, fixture, fixtureText } from '../support/sources.ts';

const [GROUPS = '', HEADER = ''] = fixtureText('clowdr/program.csv').split('\n');
const whole = () => checkDraft(readImport([fixture('clowdr/program.csv')]));
const read = (...rows: readonly string[]) =>
  checkDraft(readImport([fileOf('program.csv', [GROUPS, HEADER, ...rows].join('\n'))]));
const instant = (at: string) => ({ kind: 'instant', at });

describe("Clowdr's program table", () => {
  it('blank session cells mean the same session, and starts add up from its start', () => {
    const draft = whole();
    const session = rowOf(draft, 'session', 'Sample papers');
    expect(session.data).toEqual({
      kind: 'talks',
      title: 'Sample papers',
      roomId: 'clowdr:room/Sample room',
      start: instant('2022-06-01T14:00:00.000Z'),
      end: instant('2022-06-01T15:00:00.000Z'),
      chairIds: ['clowdr:person/Sample Chair'],
      description: 'First, of two',
    });
    const talks = rowsOf(draft, 'talk').filter(({ data }) => data.sessionId === session.key);
    expect(talks.map(({ data }) => [data.start, data.minutes])).toEqual([
      [instant('2022-06-01T14:00:00.000Z'), 20],
      [instant('2022-06-01T14:20:00.000Z'), 15],
      [instant('2022-06-01T14:35:00.000Z'), null],
      [{ kind: 'unknown' }, 10],
    ]);
  });

  it('cells that say the same session again mean that one too, and another start means another', () => {
    const again = 'S,2022-06-01 14:00,30,,,,A,,10,,,,,,,,,,,,,';
    const draft = read(
      again,
      again.replace(',A,', ',B,'),
      again.replace(',A,', ',C,').replace('14:00', '16:00'),
    );
    expect(rowsOf(draft, 'session').map(({ key }) => key)).toEqual([
      'clowdr:session/S',
      'clowdr:session/S#2',
    ]);
    expect(rowsOf(draft, 'talk').map(({ data }) => data.sessionId)).toEqual([
      'clowdr:session/S',
      'clowdr:session/S',
      'clowdr:session/S#2',
    ]);
  });

  it('says that starts are assumed, once for each session', () => {
    expect(
      whole()
        .notes.filter(({ reason }) => reason === 'start-assumed')
        .map(({ text }) => text),
    ).toEqual(['Sample papers ×3', 'Sample keynote']);
  });

  it('gives each speaker the affiliation at the same place', () => {
    expect(rowOf(whole(), 'talk', 'A sample talk').data).toMatchObject({
      kind: 'paper',
      abstract: 'Words.',
      topics: ['sampling', 'systems'],
      speakers: [
        { personId: 'clowdr:person/Sample One', affiliations: ['Sample University'] },
        { personId: 'clowdr:person/Sample Two', affiliations: ['Sample Labs'] },
      ],
    });
    expect(rowOf(whole(), 'person', 'Sample Two').data.affiliations).toEqual(['Sample Labs']);
  });

  it('knows breaks and keynotes by their names', () => {
    expect(rowsOf(whole(), 'session').map(({ data }) => data.kind)).toEqual(['talks', 'break', 'keynote']);
  });

  it('takes no address of a person, and says so', () => {
    expect(JSON.stringify(whole().rows)).not.toContain('@samples.example');
    expect(whole().notes).toContainEqual(
      expect.objectContaining({ reason: 'no-place-for-it', text: 'speaker emails' }),
    );
  });

  it('reads semicolons between cells, as spreadsheets of some countries write them', () => {
    const text = [GROUPS, HEADER, 'S,2022-06-01 14:00,30,,,,A talk,,30,,One,,,,,,,,,,Hall,']
      .join('\n')
      .replaceAll(',', ';');
    expect(rowsOf(checkDraft(readImport([fileOf('a', text)])), 'talk')[0]?.data).toMatchObject({
      title: 'A talk',
      minutes: 30,
    });
  });

  it('reads entities in a list before it is taken apart', () => {
    const draft = read('S,2022-06-01 14:00,30,,,,T,,30,,M&uuml;ller;Zo&euml;,,,,,,,,,,,');
    expect(rowsOf(draft, 'person').map(({ data }) => data.name)).toEqual(['Müller', 'Zoë']);
  });

  it('keeps a speaker with no name out, and the talk in', () => {
    const draft = read('S,2022-06-01 14:00,30,,,,T,,30,,One;;Three,,A;B;C,,,,,,,,,');
    expect(rowOf(draft, 'talk', 'T').data.speakers?.map(({ affiliations }) => affiliations)).toEqual([
      ['A'],
      ['C'],
    ]);
    expect(reasonsOf(draft)).toContain('missing-name');
  });

  it('leaves out a talk without a title with its line, and keeps the others', () => {
    const draft = read(
      'S,2022-06-01 14:00,30,,,,,,30,Words without a title,One,,,,,,,,,,,',
      ',,,,,,T,,10,,,,,,,,,,,,,',
    );
    expect(rowsOf(draft, 'talk').map(({ data }) => data.title)).toEqual(['T']);
    expect(draft.notes).toContainEqual(
      expect.objectContaining({ reason: 'missing-title', where: { line: 3 } }),
    );
  });

  it('a start that cannot be read leaves its session to be announced, and its talks too', () => {
    const draft = read('S,next Tuesday,30,,,,T,,10,,,,,,,,,,,,,');
    expect(rowOf(draft, 'session', 'S').data.start).toEqual({ kind: 'unknown' });
    expect(rowOf(draft, 'talk', 'T').data.start).toEqual({ kind: 'unknown' });
    expect(reasonsOf(draft)).toContain('bad-date');
  });

  it('a quote that never ends is said', () => {
    expect(reasonsOf(read('S,2022-06-01 14:00,30,,,,"T,,10,,,,,,,,,,,,,'))).toContain('bad-row');
  });
});
