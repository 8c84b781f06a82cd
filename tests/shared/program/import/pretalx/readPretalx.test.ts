import { describe, expect, it } from 'vitest';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft, reasonsOf, rowOf, rowsOf } from '../support/checkDraft.ts';
import { fixture, jsonFile } from '../support/sources.ts';

const whole = () => checkDraft(readImport([fixture('pretalx/widget.json')]));
const read = (value: unknown) => checkDraft(readImport([jsonFile(value)]));
const base = {
  rooms: [{ id: 1, name: 'Hall' }],
  tracks: [],
  speakers: [{ code: 'S1', name: 'Sample' }],
  timezone: 'UTC',
};

describe('the schedule of a pretalx widget', () => {
  it('gives its workshop zone and days', () => {
    expect(rowsOf(whole(), 'workshop')[0]?.data).toEqual({
      zone: 'Europe/Berlin',
      first: { kind: 'date', date: '2024-03-31' },
      last: { kind: 'date', date: '2024-04-01' },
    });
  });

  it('gives a talk that stands by itself all that the format can say, and no more', () => {
    const talk = rowOf(whole(), 'talk', 'Opening the sample day & more');
    expect(talk.externalIds).toEqual(['pretalx:talk/AB12CD', 'pretalx-code:talk/AB12CD']);
    expect(talk.data).toEqual({
      sessionId: null,
      title: 'Opening the sample day & more',
      abstract: 'A **sample** abstract.',
      speakers: [{ personId: 'pretalx:person/SPK001', affiliations: [] }],
      trackId: 'pretalx:track/7',
      roomId: 'pretalx:room/3',
      start: { kind: 'instant', at: '2024-03-31T07:00:00.000Z' },
      minutes: 30,
      language: 'en',
      state: 'planned',
      mayBeRecorded: false,
    });
  });

  it('makes a break, which has no code, a session with its room and end', () => {
    expect(rowOf(whole(), 'session', 'Coffee (sample)').data).toEqual({
      kind: 'break',
      title: 'Coffee (sample)',
      roomId: 'pretalx:room/3',
      start: { kind: 'instant', at: '2024-03-31T07:30:00.000Z' },
      end: { kind: 'instant', at: '2024-03-31T08:00:00.000Z' },
      description: null,
    });
  });

  it('keeps a talk that was called off, as cancelled, with its speakers in order', () => {
    const { data } = rowOf(whole(), 'talk', 'A sample talk that was called off');
    expect(data.state).toBe('cancelled');
    expect(data.speakers?.map(({ personId }) => personId)).toEqual([
      'pretalx:person/SPK002',
      'pretalx:person/SPK001',
    ]);
    expect([data.abstract, data.trackId, data.mayBeRecorded]).toEqual([null, null, true]);
  });

  it('reads names in several languages, colours and descriptions', () => {
    expect(rowsOf(whole(), 'room').map(({ data }) => data)).toEqual([
      { name: 'Sample hall', description: 'Ground floor' },
      { name: 'Sample annex', description: null },
    ]);
    expect(rowOf(whole(), 'track', 'Sample systems').data).toEqual({
      name: 'Sample systems',
      description: 'About systems.',
      color: '#aabbcc',
    });
  });

  it('never takes an avatar of another server, and says so once', () => {
    expect(JSON.stringify(whole().rows)).not.toContain('pictures.example');
    expect(reasonsOf(whole()).filter((reason) => reason === 'remote-image')).toHaveLength(1);
  });

  it('reads the legacy shape, of days with rooms by name', () => {
    const draft = checkDraft(readImport([fixture('pretalx/legacy.json')]));
    const talk = rowOf(draft, 'talk', 'An old sample');
    expect(talk.data).toMatchObject({
      roomId: 'pretalx:room/Sample cellar',
      trackId: 'pretalx:track/Sample past',
      speakers: [{ personId: 'pretalx:person/OLDSPK', affiliations: [] }],
      minutes: 20,
    });
    expect(rowOf(draft, 'session', 'Sample lunch').data.kind).toBe('break');
  });
});

describe('a dirty schedule of a pretalx widget', () => {
  it('counts an unknown field once, however many talks have it', () => {
    const talks = ['A', 'B', 'C'].map((code) => ({ code, title: code, speakers: [], mood: 'fine' }));
    const notes = read({ ...base, talks }).notes.filter(({ reason }) => reason === 'unknown-field');
    expect(notes).toEqual([
      {
        level: 'not-understood',
        reason: 'unknown-field',
        where: { path: 'talks[0]' },
        text: 'talks[].mood ×3',
      },
    ]);
  });

  it('keeps the talk whose speaker is named but not defined, and says so', () => {
    const draft = read({ ...base, talks: [{ code: 'A', title: 'A', speakers: ['S1', 'GONE'] }] });
    expect(rowOf(draft, 'talk', 'A').data.speakers).toEqual([
      { personId: 'pretalx:person/S1', affiliations: [] },
    ]);
    expect(draft.notes).toContainEqual({
      level: 'left-out',
      reason: 'unknown-person',
      where: { path: 'talks[0].speakers[1]' },
      text: 'GONE',
    });
  });

  it('leaves a speaker with no name out and keeps the talk', () => {
    const speakers = [
      { code: 'S1', name: ' ' },
      { code: 'S2', name: null },
    ];
    const draft = read({ ...base, speakers, talks: [{ code: 'A', title: 'A', speakers: ['S1', 'S2'] }] });
    expect(rowsOf(draft, 'person')).toHaveLength(0);
    expect(rowOf(draft, 'talk', 'A').data.speakers).toEqual([]);
    expect(reasonsOf(draft)).toContain('missing-name');
  });

  it('keeps two talks with one id, the second under another key', () => {
    const draft = read({
      ...base,
      talks: [
        { code: 'A', title: 'First', speakers: [] },
        { code: 'A', title: 'Second', speakers: [] },
      ],
    });
    expect(rowsOf(draft, 'talk').map(({ externalIds }) => externalIds)).toEqual([
      ['pretalx:talk/A', 'pretalx-code:talk/A'],
      ['pretalx:talk/A#2'],
    ]);
    expect(reasonsOf(draft)).toContain('duplicate-id');
  });

  it('one bad talk does not lose the others', () => {
    const bad = [null, 7, 'talk', [], { title: null }, { code: 'B' }];
    const draft = read({ ...base, talks: [...bad, { code: 'A', title: 'A', speakers: null }] });
    expect(rowsOf(draft, 'talk').map(({ data }) => data.title)).toEqual(['A']);
    expect(
      reasonsOf(draft).filter((reason) => reason === 'bad-row' || reason === 'missing-title'),
    ).toHaveLength(6);
  });

  it('keeps a talk that ends before it starts, with an unknown length, and one of no length', () => {
    const start = '2024-03-31T10:00:00Z';
    const draft = read({
      ...base,
      talks: [
        { code: 'A', title: 'Backwards', speakers: [], start, end: '2024-03-31T09:00:00Z' },
        { code: 'B', title: 'Nothing', speakers: [], start, end: start, duration: 0 },
        { id: 1, slot_type: 'break', title: 'Backwards break', start, end: '2024-03-31T09:00:00Z' },
      ],
    });
    expect(rowsOf(draft, 'talk').map(({ data }) => data.minutes)).toEqual([null, null]);
    expect(rowsOf(draft, 'session')[0]?.data.end).toEqual({ kind: 'unknown' });
    expect(reasonsOf(draft)).toEqual(expect.arrayContaining(['end-before-start', 'missing-time']));
  });

  it('a zone that does not exist is said, and times keep the instants of their offsets', () => {
    const draft = read({
      ...base,
      timezone: 'Mars/Olympus',
      talks: [{ code: 'A', title: 'A', speakers: [], start: '2024-03-31T10:00:00+05:30' }],
    });
    expect(rowsOf(draft, 'workshop')[0]?.data).toEqual({ zone: null });
    expect(reasonsOf(draft)).toContain('unknown-zone');
    expect(rowOf(draft, 'talk', 'A').data.start).toEqual({ kind: 'instant', at: '2024-03-31T04:30:00.000Z' });
  });

  it('takes numbers for texts and texts for numbers', () => {
    const draft = read({
      ...base,
      talks: [{ code: 12, title: 2024, speakers: ['S1'], room: '1', duration: '45' }],
    });
    expect(rowOf(draft, 'talk', '2024')).toMatchObject({
      key: 'pretalx:talk/12',
      data: { minutes: 45, roomId: 'pretalx:room/1' },
    });
  });

  it('says which room a talk names that there is not', () => {
    const draft = read({ ...base, talks: [{ code: 'A', title: 'A', speakers: [], room: 99 }] });
    expect(rowOf(draft, 'talk', 'A').data.roomId).toBeNull();
    expect(reasonsOf(draft)).toContain('unknown-room');
  });

  it('reads 2,000 talks with nothing lost', () => {
    const talks = Array.from({ length: 2000 }, (_, index) => ({
      code: `C${index}`,
      title: `Sample ${index}`,
      abstract: 'Words & more words. '.repeat(100),
      speakers: [`S${index}`],
      start: '2024-03-31T10:00:00+02:00',
      room: 1,
    }));
    const speakers = talks.map((_, index) => ({ code: `S${index}`, name: `Sample ${index}` }));
    expect(rowsOf(read({ ...base, speakers, talks }), 'talk')).toHaveLength(2000);
  });
});
