import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { calendarText } from '#shared/program/export/calendarText.ts';
import { calendarZone } from '#shared/program/export/calendarZone.ts';
import {
  agendaCalendar,
  personCalendar,
  talkCalendar,
  workshopCalendar,
} from '#shared/program/export/icalendar.ts';
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

const hub = 'abcdefghijKLMNOPQRSTUVWXYZ0123456789-_abcde';
/** With a part of a millisecond, as the hub's clock has by its measured offset. */
const at = Date.parse('2030-02-01T12:00:00Z') + 0.25;
const options = { hub, at };

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => ({
    component,
    event: new ICAL.Event(component),
  }));
const eventOf = (text: string, id: string) =>
  eventsOf(text).find(({ event }) => event.uid.startsWith(id))?.component;
const said = (text: string, id: string, property: string) =>
  String(eventOf(text, id)?.getFirstPropertyValue(property) ?? null);

describe('the calendar of a workshop', () => {
  const { text, leftOut } = workshopCalendar(sampleSource, options);

  it('has its days, its dates, its talks, and the sessions of which no talk has a time', () => {
    expect(eventsOf(text).map(({ event }) => event.summary)).toEqual([
      workshopData.title,
      'Papers due (SWT)',
      'Opening: files & folders',
      'After midnight',
      'Called off',
      'On the last day',
      'Panel: what lasts',
      'Coffee',
    ]);
  });

  it('names what has no time and is therefore not in it', () => {
    expect(leftOut.map(({ id, why }) => [id, why])).toEqual([
      [ids.someday, 'no-start'],
      [ids.untimed, 'no-start'],
    ]);
  });

  it('a year alone is no entry', () => {
    const source = withRow(
      row('talk', ids.dated, 34, talk({ title: 'That year', start: { kind: 'year', year: 2030 } })),
    );
    expect(workshopCalendar(source, options).leftOut).toContainEqual({
      kind: 'talk',
      id: ids.dated,
      title: 'That year',
      why: 'only-a-year',
    });
  });

  it('names an entry by its row and its hub, the same in every export', () => {
    expect(said(text, ids.opening, 'uid')).toBe(`${ids.opening}@abcdefghij`);
    expect(said(talkCalendar(sampleSource, ids.opening, options).text, ids.opening, 'uid')).toBe(
      `${ids.opening}@abcdefghij`,
    );
  });

  it('says its time in the zone of the workshop, with the end', () => {
    expect(eventOf(text, ids.opening)?.getFirstProperty('dtstart')?.toICALString()).toBe(
      'DTSTART;TZID=Europe/Berlin:20300330T090000',
    );
    expect(eventOf(text, ids.opening)?.getFirstProperty('dtend')?.toICALString()).toBe(
      'DTEND;TZID=Europe/Berlin:20300330T094500',
    );
  });

  it('has no end where the length is not known', () => {
    const source = withRow(
      row(
        'talk',
        ids.late,
        31,
        talk({ title: 'Open', start: { kind: 'instant', at: '2030-03-30T12:00:00Z' } }),
      ),
    );
    expect(said(workshopCalendar(source, options).text, ids.late, 'dtend')).toBe('null');
  });

  it('a date is a whole day, and the days of the workshop go to the day after its last', () => {
    const days = (id: string) => ['dtstart', 'dtend'].map((name) => said(text, id, name));
    expect(days(ids.dated)).toEqual(['2030-03-31', '2030-04-01']);
    expect(days(workshopId)).toEqual(['2030-03-29', '2030-04-01']);
    expect(eventOf(text, ids.dated)?.getFirstProperty('dtstart')?.type).toBe('date');
  });

  it('says that a deadline ends anywhere on Earth, and takes nobody’s time for it', () => {
    expect(said(text, ids.papers, 'description')).toContain('anywhere on Earth');
    expect(said(text, ids.papers, 'transp')).toBe('TRANSPARENT');
  });

  it('carries place, page, speakers with their affiliations then, and no organizer', () => {
    expect(said(text, ids.opening, 'location')).toBe('Hall');
    expect(said(text, ids.opening, 'url')).toBe(`lectern://h/hub/w/sample/talk/${ids.opening}`);
    expect(said(text, ids.opening, 'description')).toContain(
      'Speakers: Ada Sample (Where she was then), Ben Sample (Sample GmbH; Example Lab)',
    );
    expect(text).not.toContain('ORGANIZER');
  });

  it('what is cancelled stays, says so and takes no time', () => {
    expect(said(text, ids.dropped, 'status')).toBe('CANCELLED');
    expect(said(text, ids.dropped, 'transp')).toBe('TRANSPARENT');
    expect(said(text, ids.opening, 'status')).toBe('CONFIRMED');
  });

  it('a talk of a cancelled session, or of a cancelled workshop, is cancelled', () => {
    const night = sampleRows.find(({ id }) => id === ids.night);
    if (night?.kind !== 'session') throw new Error('the sample has a session');
    const session = withRow({ ...night, data: { ...night.data, state: 'cancelled' } });
    expect(said(workshopCalendar(session, options).text, ids.late, 'status')).toBe('CANCELLED');
    const workshop = withRow(row('workshop', workshopId, 3, { ...workshopData, state: 'cancelled' }));
    expect(said(workshopCalendar(workshop, options).text, ids.panel, 'status')).toBe('CANCELLED');
  });

  it('an entry’s SEQUENCE is the latest rev of what it says something of, so it rises when a room is renamed', () => {
    expect(said(text, ids.opening, 'sequence')).toBe('30');
    const renamed = withRow(row('room', ids.hall, 77, { name: 'Great hall', order: 0 }));
    const after = workshopCalendar(renamed, options).text;
    expect([said(after, ids.opening, 'sequence'), said(after, ids.opening, 'location')]).toEqual([
      '77',
      'Great hall',
    ]);
    expect(said(after, ids.late, 'sequence')).toBe(said(text, ids.late, 'sequence'));
  });

  it('DTSTAMP and LAST-MODIFIED are when the file was made, without a METHOD beside them', () => {
    expect([said(text, ids.opening, 'dtstamp'), said(text, ids.opening, 'last-modified')]).toEqual([
      '2030-02-01T12:00:00Z',
      '2030-02-01T12:00:00Z',
    ]);
    expect(text).not.toContain('METHOD');
  });

  it('is in UTC, without a VTIMEZONE, where the workshop names no zone', () => {
    const source = withRow(row('workshop', workshopId, 3, { ...workshopData, zone: null }));
    const utc = workshopCalendar(source, options).text;
    expect(utc).toContain('DTSTART:20300330T080000Z');
    expect(utc).not.toContain('VTIMEZONE');
  });
});

describe('the calendar of a person', () => {
  it('has the talks that they give and the sessions that they chair', () => {
    const { text, entries } = personCalendar(sampleSource, ids.ada, options);
    expect(eventsOf(text).map(({ event }) => event.summary)).toEqual([
      'Opening: files & folders',
      'Panel: what lasts',
    ]);
    expect(entries).toBe(2);
    expect(personCalendar(sampleSource, ids.ben, options).entries).toBe(1);
  });
});

describe('the calendar of an agenda', () => {
  const picks = [
    { talkId: ids.opening, title: 'Opening', reminder: 15 },
    { talkId: ids.late, title: 'Late', reminder: null },
    { talkId: ids.dropped, title: 'Called off', reminder: 5 },
    { talkId: ids.untimed, title: 'Some time', reminder: 5 },
    { talkId: workshopId, title: 'Was here once', reminder: 5 },
  ];
  const { text, leftOut, entries } = agendaCalendar([{ source: sampleSource, hub, picks }], {
    name: 'My agenda',
    at,
  });

  it('reminds of a talk as the agenda does, and never of a cancelled one', () => {
    const alarm = (id: string) =>
      eventOf(text, id)
        ?.getAllSubcomponents('valarm')
        .map((one) => [String(one.getFirstPropertyValue('trigger')), one.getFirstPropertyValue('action')]);
    expect(alarm(ids.opening)).toEqual([['-PT15M', 'DISPLAY']]);
    expect(alarm(ids.late)).toEqual([]);
    expect(alarm(ids.dropped)).toEqual([]);
  });

  it('names the talks that have no time or are gone', () => {
    expect(entries).toBe(3);
    expect(leftOut.map(({ title, why }) => [title, why])).toEqual([
      ['Some time', 'no-start'],
      ['Was here once', 'gone'],
    ]);
  });

  it('takes talks of two hubs with the same ids apart', () => {
    const other = { source: sampleSource, hub: `zz${hub}`, picks: picks.slice(0, 1) };
    const both = agendaCalendar([{ source: sampleSource, hub, picks }, other], { name: 'My agenda', at });
    const uids = eventsOf(both.text).map(({ event }) => event.uid);
    expect(new Set(uids).size).toBe(4);
  });
});

const partsOf = ({ year, month, day, hour, minute, second }: Temporal.PlainDateTime) => ({
  year,
  month,
  day,
  hour,
  minute,
  second,
});

describe('a VTIMEZONE', () => {
  it.each([
    'Europe/Berlin',
    'Europe/Dublin',
    'America/Chicago',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Apia',
    'Etc/GMT+12',
  ])('of %s gives each hour of its years the offset that the zone has', (zone) => {
    const from = Date.parse('2011-01-01T00:00:00Z');
    const to = from + 730 * 86_400_000;
    const text = calendarText(['vcalendar', [], [calendarZone(zone, from, to)]]);
    const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vtimezone');
    const timezone = new ICAL.Timezone(component ?? '');
    const wrong = Array.from({ length: 730 * 24 }, (_, hour) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(from + hour * 3_600_000).toZonedDateTimeISO(zone);
      const local = zoned.toPlainDateTime();
      const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
        String(local.toZonedDateTime(zone, { disambiguation })),
      );
      // An hour that the clocks show twice has two answers.
      if (first !== second) return null;
      const said = ICAL.Time.fromData({ ...partsOf(local), isDate: false }, timezone).toUnixTime();
      return said * 1000 === zoned.epochMilliseconds ? null : `${zoned} ${said}`;
    });
    expect(wrong.filter((one) => one !== null)).toEqual([]);
  });

  it('is there once for every zone that an entry is in', () => {
    const { text } = workshopCalendar(sampleSource, options);
    expect(text.match(/BEGIN:VTIMEZONE/g)?.length).toBe(1);
    expect(text).toContain('TZID:Europe/Berlin');
    expect(text).toContain(
      'BEGIN:DAYLIGHT\r\nDTSTART:20300331T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200',
    );
  });
});
