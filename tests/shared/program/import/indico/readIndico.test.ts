import { describe, expect, it } from 'vitest';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft, reasonsOf, rowOf, rowsOf } from '../support/checkDraft.ts';
import { fixture, jsonFile } from '../support/sources.ts';

const whole = () => checkDraft(readImport([fixture('indico/event.json')]));
const read = (event: object) =>
  checkDraft(readImport([jsonFile({ _type: 'HTTPAPIResult', results: [event] })]));
const instant = (at: string) => ({ kind: 'instant', at });

describe('an event of Indico', () => {
  it('gives the workshop its zone, place, topics, text as Markdown, and link', () => {
    expect(rowsOf(whole(), 'workshop')[0]).toMatchObject({
      key: 'indico:event/7',
      data: {
        title: 'Sample Meeting',
        about: 'A **sample** meeting.',
        zone: 'America/Chicago',
        place: 'Sample Campus, 1 Sample Street',
        topics: ['sampling'],
        links: [{ label: 'Sample Meeting', url: 'https://indico.example/event/7/' }],
      },
    });
  });

  it('reads dates of {date, time, tz} in their zone, on the day that the clock goes back', () => {
    expect(rowsOf(whole(), 'workshop')[0]?.data.first).toEqual(instant('2023-11-05T14:00:00.000Z'));
    const end = { date: '2023-11-05', time: '00:30:00', tz: 'America/Chicago' };
    const draft = read({ title: 'T', timezone: 'America/Chicago', startDate: end, contributions: [] });
    expect(rowsOf(draft, 'workshop')[0]?.data.first).toEqual(instant('2023-11-05T05:30:00.000Z'));
  });

  it('makes a block of a session one session, with chairs and room, and its contributions talks in it', () => {
    const session = rowOf(whole(), 'session', 'Sample results: Morning');
    expect(session.data).toMatchObject({
      roomId: 'indico:room/Room 5',
      start: instant('2023-11-05T15:00:00.000Z'),
      end: instant('2023-11-05T16:30:00.000Z'),
      chairIds: ['indico:person/Sample Convener'],
    });
    expect(rowOf(whole(), 'talk', 'A sample contribution').data).toMatchObject({
      sessionId: session.key,
      roomId: null,
      trackId: 'indico:track/Sample track',
      start: instant('2023-11-05T15:00:00.000Z'),
      minutes: 25,
      topics: ['a', 'b'],
      speakers: [{ personId: 'indico:person/Sample Speaker', affiliations: ['Sample Labs'] }],
      links: [{ kind: 'slides', label: 'sample slides.pptx', url: 'https://indico.example/slides.pptx' }],
    });
  });

  it('does not take the same contribution twice where a file lists it in a block and beside', () => {
    expect(rowsOf(whole(), 'talk').map(({ key }) => key)).toEqual([
      'indico:contribution/21',
      'indico:contribution/22',
    ]);
  });

  it('keeps a contribution without a time, in the session that it names', () => {
    const talk = rowOf(whole(), 'talk', 'A sample without a time');
    expect(talk.data).toMatchObject({ start: { kind: 'unknown' }, minutes: 20, trackId: null });
    expect(talk.data.sessionId).toBe(rowOf(whole(), 'session', 'Sample posters').key);
  });

  it('seats its chairs, and keeps no hash of an address', () => {
    expect(rowsOf(whole(), 'seat')[0]?.data).toEqual({
      personId: 'indico:person/Sample Chair',
      committee: 'Chair',
    });
    expect(JSON.stringify(whole())).not.toContain('0123456789abcdef');
  });

  it('a zone that does not exist is said, and the event’s own is taken', () => {
    const start = { date: '2023-11-05', time: '09:00:00', tz: 'Sample/Nowhere' };
    const draft = read({ title: 'T', timezone: 'Europe/Paris', startDate: start, contributions: [] });
    expect(rowsOf(draft, 'workshop')[0]?.data.first).toEqual(instant('2023-11-05T08:00:00.000Z'));
    expect(reasonsOf(draft)).toContain('unknown-zone');
  });

  it('one bad contribution does not lose the others', () => {
    const contributions = [
      null,
      3,
      { title: null },
      { id: 1, title: 'Whole', speakers: [{ fullName: null }] },
    ];
    const draft = read({ title: 'T', startDate: null, contributions });
    expect(rowsOf(draft, 'talk').map(({ data }) => data.title)).toEqual(['Whole']);
    expect(reasonsOf(draft)).toEqual(expect.arrayContaining(['bad-row', 'missing-title', 'missing-name']));
  });

  it('says which other events an answer holds', () => {
    const draft = checkDraft(
      readImport([jsonFile({ _type: 'x', results: [{ title: 'One', startDate: null }, { title: 'Two' }] })]),
    );
    expect(draft.notes).toContainEqual(expect.objectContaining({ reason: 'no-place-for-it', text: 'Two' }));
  });
});
