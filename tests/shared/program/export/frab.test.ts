import { describe, expect, it } from 'vitest';
import { frabJson } from '#shared/program/export/frabJson.ts';
import { frabXml } from '#shared/program/export/frabXml.ts';
import {
  ids,
  row,
  sampleRows,
  sampleSource,
  talk,
  withRow,
  workshopData,
  workshopId,
} from './sampleProgram.ts';
import { frabJsonSchema } from './schemas/frabJsonSchema.ts';
import { findAll, frabXmlProblems, readXml } from './schemas/frabXmlSchema.ts';

const conferenceOf = (source = sampleSource) =>
  frabJsonSchema.parse(JSON.parse(frabJson(source).text)).schedule.conference;
const eventsOf = (source = sampleSource) =>
  conferenceOf(source).days.flatMap((day) => Object.values(day.rooms).flat());

describe('schedule.json', () => {
  it('fits the schema and says the workshop, its zone and its days', () => {
    expect(conferenceOf()).toMatchObject({
      acronym: 'sample_30',
      title: workshopData.title,
      start: '2030-03-29',
      end: '2030-03-31',
      time_zone_name: 'Europe/Berlin',
      daysCount: 2,
    });
  });

  it('puts a talk before four in the morning under the day before, over the change to summer time too', () => {
    const days = conferenceOf().days.map(({ date, day_start, day_end, rooms }) => ({
      date,
      day_start,
      day_end,
      titles: Object.values(rooms).flatMap((events) => events.map(({ title }) => title)),
    }));
    expect(days).toEqual([
      {
        date: '2030-03-30',
        day_start: '2030-03-30T04:00:00+01:00',
        day_end: '2030-03-31T03:59:00+02:00',
        titles: ['Opening: files & folders', 'After midnight'],
      },
      {
        date: '2030-03-31',
        day_start: '2030-03-31T04:00:00+02:00',
        day_end: '2030-04-01T03:59:00+02:00',
        titles: ['Panel: what lasts'],
      },
    ]);
  });

  it('begins a day at four o’clock exactly', () => {
    const at = (time: string) =>
      withRow(
        row('talk', ids.late, 31, talk({ title: 'Edge', start: { kind: 'instant', at: time }, minutes: 30 })),
      );
    const dayOf = (time: string) =>
      conferenceOf(at(time)).days.find(({ rooms }) => JSON.stringify(rooms).includes('"Edge"'))?.date;
    expect(dayOf('2030-04-02T01:59:00.000Z')).toBe('2030-04-01');
    expect(dayOf('2030-04-02T02:00:00.000Z')).toBe('2030-04-02');
  });

  it('names two rooms of one name apart, with the id of each', () => {
    const rooms = conferenceOf().rooms.map(({ name, guid }) => [name, guid]);
    expect(rooms).toEqual([
      ['Hall', ids.hall],
      ['Hall (2)', ids.secondHall],
    ]);
    expect(eventsOf().find(({ title }) => title === 'After midnight')?.room).toBe('Hall (2)');
  });

  it('carries a talk with its speakers, times, license, papers and links', () => {
    const opening = eventsOf().find(({ guid }) => guid === ids.opening);
    expect(opening).toMatchObject({
      date: '2030-03-30T09:00:00+01:00',
      start: '09:00',
      end: '2030-03-30T09:45:00+01:00',
      duration: '00:45',
      track: 'Formats',
      type: 'invited',
      language: 'en',
      abstract: 'Why a file is a promise.\n\nAnd to whom.',
      recording_license: 'CC BY 4.0',
      do_not_record: false,
    });
    expect(opening?.persons.map(({ name, guid }) => [name, guid])).toEqual([
      ['Ada Sample', ids.ada],
      ['Ben Sample', ids.ben],
    ]);
    expect(opening?.attachments.map(({ type, url }) => [type, url])).toEqual([
      ['paper', 'https://example.org/paper.pdf'],
    ]);
  });

  it('M8: links a recording as media once it is released, and says nothing of one that is not', () => {
    const media = (guid: string) =>
      eventsOf()
        .find((event) => event.guid === guid)
        ?.links.filter(({ title }) => title === 'Recording');
    expect(media(ids.opening)).toEqual([
      { title: 'Recording', type: 'media', url: `lectern://h/hub/w/sample/talk/${ids.opening}` },
    ]);
    expect(media(ids.late)).toEqual([]);
  });

  it('says whether a talk may be recorded: yes, no, or nobody has said', () => {
    const said = Object.fromEntries(eventsOf().map(({ guid, do_not_record }) => [guid, do_not_record]));
    expect(said).toEqual({ [ids.opening]: false, [ids.late]: true, [ids.panel]: null });
  });

  it('names what it leaves out, and why', () => {
    const { leftOut, entries } = frabJson(sampleSource);
    expect(entries).toBe(3);
    expect(leftOut.map(({ id, why }) => [id, why])).toEqual([
      [ids.untimed, 'no-start'],
      [ids.dropped, 'cancelled'],
      [ids.dated, 'no-time-of-day'],
      [ids.coffee, 'break'],
    ]);
  });

  it('leaves the length of a talk open where it is not known', () => {
    const source = withRow(
      row(
        'talk',
        ids.late,
        31,
        talk({ title: 'Open end', start: { kind: 'instant', at: '2030-03-30T12:00:00Z' } }),
      ),
    );
    expect(eventsOf(source).find(({ guid }) => guid === ids.late)).toMatchObject({
      duration: '00:00',
      room: 'To be announced',
    });
  });

  it('of a workshop of which nothing has a time is an empty schedule that says so', () => {
    const rows = sampleRows.filter(({ kind }) => !['session', 'talk'].includes(kind));
    const { text, entries } = frabJson({ ...sampleSource, rows });
    expect(entries).toBe(0);
    expect(frabJsonSchema.parse(JSON.parse(text)).schedule.conference.days).toEqual([]);
  });

  it('a zone that does not exist is written as UTC', () => {
    const source = withRow(row('workshop', workshopId, 3, { ...workshopData, zone: 'Mars/Olympus' }));
    expect(conferenceOf(source).time_zone_name).toBe('UTC');
  });

  it('a row keeps its number when other rows come and go', () => {
    const before = eventsOf().find(({ guid }) => guid === ids.panel)?.id;
    const rows = sampleRows.filter(({ id }) => id !== ids.opening);
    expect(eventsOf({ ...sampleSource, rows }).find(({ guid }) => guid === ids.panel)?.id).toBe(before);
  });
});

describe('schedule.xml', () => {
  const root = readXml(frabXml(sampleSource).text);
  const eventOf = (guid: string) => findAll(root, 'event').find(({ attributes }) => attributes.guid === guid);
  const textOf = (guid: string, name: string) =>
    eventOf(guid)?.children.find((child) => child.name === name)?.text;

  it('has the elements and attributes of the format, in its order', () => {
    expect(frabXmlProblems(frabXml(sampleSource).text)).toEqual([]);
  });

  it('says the same as the JSON: days, rooms, times and what is left out', () => {
    const json = frabJson(sampleSource);
    expect(frabXml(sampleSource).leftOut).toEqual(json.leftOut);
    for (const event of eventsOf()) {
      const told = ['room', 'title', 'date', 'start', 'duration'].map((name) => textOf(event.guid, name));
      expect(told).toEqual([event.room, event.title, event.date, event.start, event.duration]);
    }
    expect(findAll(root, 'day').map(({ attributes }) => attributes.date)).toEqual([
      '2030-03-30',
      '2030-03-31',
    ]);
  });

  it('fills license and optout', () => {
    const recording = (guid: string) =>
      findAll(eventOf(guid) ?? root, 'recording')[0]?.children.map(({ name, text }) => [name, text]);
    expect(recording(ids.opening)).toEqual([
      ['license', 'CC BY 4.0'],
      ['optout', 'false'],
    ]);
    expect(recording(ids.late)).toEqual([
      ['license', ''],
      ['optout', 'true'],
    ]);
  });
});
