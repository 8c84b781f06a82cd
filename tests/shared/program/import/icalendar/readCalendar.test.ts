import { describe, expect, it } from 'vitest';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft, reasonsOf, rowOf, rowsOf } from '../support/checkDraft.ts';
import { fileOf, fixture } from '../support/sources.ts';

const whole = () => checkDraft(readImport([fixture('icalendar/workshop.ics')]));
const calendar = (...lines: readonly string[]) =>
  checkDraft(
    readImport([fileOf('a.ics', ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n'))]),
  );
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const instant = (at: string) => ({ kind: 'instant', at });

describe('a calendar', () => {
  it('gives the workshop its name, and its zone where all its times share one', () => {
    expect(rowsOf(whole(), 'workshop')[0]?.data).toEqual({ title: 'Sample calendar', zone: 'Europe/Berlin' });
  });

  it('makes an event that others name as their parent a session, and those its talks', () => {
    const session = rowOf(whole(), 'session', 'Sample morning');
    expect(session.key).toBe('ical:event/session-1@samples.example');
    expect(rowOf(whole(), 'talk', 'A sample talk, with a comma').data).toEqual({
      sessionId: session.key,
      kind: 'talk',
      title: 'A sample talk, with a comma',
      abstract: 'Words that are folded over two lines.\nAnd a new one.',
      roomId: 'ical:room/Sample hall',
      trackId: 'ical:track/Sample track',
      start: instant('2024-07-01T07:00:00.000Z'),
      minutes: 45,
      state: 'planned',
      links: [
        { kind: 'web', label: 'https://samples.example/talk-1', url: 'https://samples.example/talk-1' },
      ],
    });
  });

  it('reads a zone that is none of the IANA’s from its own definition, and says so', () => {
    const talk = rowOf(whole(), 'talk', 'A sample in a zone of its own');
    expect(talk.data).toMatchObject({ start: instant('2024-07-01T11:00:00.000Z'), minutes: 30 });
    expect(whole().notes).toContainEqual(
      expect.objectContaining({ reason: 'unknown-zone', text: 'Sample Standard Time' }),
    );
  });

  it('keeps a cancelled event as cancelled', () => {
    expect(rowOf(whole(), 'talk', 'A sample in a zone of its own').data.state).toBe('cancelled');
    const all = calendar('METHOD:CANCEL', ...event('UID:1', 'DTSTART:20240701T100000Z', 'SUMMARY:T'));
    expect(rowOf(all, 'talk', 'T').data.state).toBe('cancelled');
  });

  it('expands a series over a clock change, without its exceptions, with the one that was moved', () => {
    const series = rowsOf(whole(), 'talk').filter(({ key }) => key.includes('series'));
    expect(series.map(({ key, data }) => [key, data.start])).toEqual([
      ['ical:event/series@samples.example/2024-10-21T08:00:00.000Z', instant('2024-10-21T08:00:00.000Z')],
      ['ical:event/series@samples.example/2024-10-28T09:00:00.000Z', instant('2024-10-28T14:00:00.000Z')],
    ]);
  });

  it('bounds a series without an end, and says so', () => {
    const draft = calendar(...event('UID:1', 'DTSTART:20240701T100000Z', 'RRULE:FREQ=DAILY', 'SUMMARY:T'));
    expect(rowsOf(draft, 'talk')).toHaveLength(100);
    expect(reasonsOf(draft)).toContain('too-long');
  });

  it.each([
    'FREQ=SECONDLY',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=9',
    'nonsense',
  ])('takes only the first of a series with the rule %s, which may never come again, and says so', (rule) => {
    const draft = calendar(...event('UID:1', 'DTSTART:20240701T100000Z', `RRULE:${rule}`, 'SUMMARY:T'));
    expect(rowsOf(draft, 'talk')).toHaveLength(1);
    expect(draft.notes.map(({ reason }) => reason).length).toBeGreaterThan(0);
  });

  it('ends a series at its last time, given in UTC', () => {
    const lines = [
      'DTSTART;TZID=Europe/Berlin:20240701T100000',
      'RRULE:FREQ=DAILY;UNTIL=20240703T080000Z',
      'SUMMARY:T',
    ];
    expect(rowsOf(calendar(...event('UID:1', ...lines)), 'talk')).toHaveLength(3);
  });

  it('reads times without a zone in the calendar’s own, else in UTC, and says that it assumed it', () => {
    const floating = event('UID:1', 'DTSTART:20240701T100000', 'SUMMARY:T');
    const own = calendar('X-WR-TIMEZONE:Europe/Berlin', ...floating);
    expect(rowOf(own, 'talk', 'T').data.start).toEqual(instant('2024-07-01T08:00:00.000Z'));
    expect(reasonsOf(own)).toContain('zone-assumed');
    const none = calendar(...floating);
    expect(rowOf(none, 'talk', 'T').data.start).toEqual(instant('2024-07-01T10:00:00.000Z'));
    expect(reasonsOf(none)).toContain('zone-assumed');
  });

  it('a zone that does not exist and is not defined is said, and the times are taken as without one', () => {
    const draft = calendar(...event('UID:1', 'DTSTART;TZID=Mars/Base:20240701T100000', 'SUMMARY:T'));
    expect(rowOf(draft, 'talk', 'T').data.start).toEqual(instant('2024-07-01T10:00:00.000Z'));
    expect(reasonsOf(draft)).toEqual(expect.arrayContaining(['unknown-zone', 'zone-assumed']));
  });

  it('never follows a definition of a zone whose rules have no next day', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Trap',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const draft = calendar(...zone, ...event('UID:1', 'DTSTART;TZID=Trap:20240701T100000', 'SUMMARY:T'));
    expect(rowsOf(draft, 'talk')).toHaveLength(1);
    expect(reasonsOf(draft)).toContain('unknown-zone');
  });

  it('a loop of events that name each other as parents is said, and each kept by itself', () => {
    const draft = calendar(
      ...event('UID:1', 'DTSTART:20240701T100000Z', 'SUMMARY:One', 'RELATED-TO:2'),
      ...event('UID:2', 'DTSTART:20240701T100000Z', 'SUMMARY:Two', 'RELATED-TO:3'),
      ...event('UID:3', 'DTSTART:20240701T100000Z', 'SUMMARY:Three', 'RELATED-TO:1'),
      ...event('UID:4', 'DTSTART:20240701T100000Z', 'SUMMARY:Self', 'RELATED-TO:4'),
      ...event('UID:5', 'DTSTART:20240701T100000Z', 'SUMMARY:Beside', 'RELATED-TO:1'),
    );
    expect(reasonsOf(draft).filter((reason) => reason === 'parallel-loop')).toHaveLength(4);
    const session = rowOf(draft, 'session', 'One');
    expect(rowsOf(draft, 'talk').map(({ data }) => [data.title, data.sessionId])).toEqual([
      ['Two', null],
      ['Three', null],
      ['Self', null],
      ['Beside', session.key],
    ]);
  });

  it('a parent that is not in the file is said', () => {
    const draft = calendar(...event('UID:1', 'DTSTART:20240701T100000Z', 'SUMMARY:T', 'RELATED-TO:gone'));
    expect(reasonsOf(draft)).toContain('unknown-session');
    expect(rowOf(draft, 'talk', 'T').data.sessionId).toBeNull();
  });

  it('keeps an event that ends before it starts, and one of no length, with an unknown length', () => {
    const draft = calendar(
      ...event('UID:1', 'DTSTART:20240701T100000Z', 'DTEND:20240701T090000Z', 'SUMMARY:A'),
      ...event('UID:2', 'DTSTART:20240701T100000Z', 'DURATION:PT0S', 'SUMMARY:B'),
    );
    expect(rowsOf(draft, 'talk').map(({ data }) => data.minutes)).toEqual([null, null]);
    expect(reasonsOf(draft)).toEqual(expect.arrayContaining(['end-before-start', 'missing-time']));
  });

  it('whole days are dates', () => {
    const draft = calendar(
      ...event('UID:1', 'DTSTART;VALUE=DATE:20240701', 'DTEND;VALUE=DATE:20240702', 'SUMMARY:T'),
    );
    expect(rowOf(draft, 'talk', 'T').data).toMatchObject({
      start: { kind: 'date', date: '2024-07-01' },
      minutes: null,
    });
  });

  it('one bad event does not lose the others, nor does one that is cut off', () => {
    const draft = checkDraft(
      readImport([
        fileOf(
          'a.ics',
          [
            'BEGIN:VCALENDAR',
            ...event('UID:1', 'this line says nothing', 'SUMMARY:Bad'),
            ...event('UID:2', 'DTSTART:tomorrow', 'SUMMARY:Odd'),
            ...event('UID:3', 'DTSTART:20240701T100000Z', 'SUMMARY:Whole'),
            'BEGIN:VEVENT',
            'SUMMARY:Cut',
          ].join('\n'),
        ),
      ]),
    );
    expect(rowsOf(draft, 'talk').map(({ data }) => data.title)).toEqual(['Odd', 'Whole']);
    expect(draft.notes.filter(({ reason }) => reason === 'bad-row').map(({ where }) => where)).toEqual([
      { line: 17 },
      { line: 2 },
    ]);
    expect(reasonsOf(draft)).toContain('bad-date');
  });

  it('two events of one UID are both kept, the second under another key', () => {
    const draft = calendar(
      ...event('UID:1', 'DTSTART:20240701T100000Z', 'SUMMARY:A'),
      ...event('UID:1', 'DTSTART:20240701T110000Z', 'SUMMARY:B'),
    );
    expect(rowsOf(draft, 'talk').map(({ key }) => key)).toEqual(['ical:event/1', 'ical:event/1#2']);
    expect(reasonsOf(draft)).toContain('duplicate-id');
  });

  it('says what else a calendar holds', () => {
    const draft = calendar(
      'BEGIN:VTODO',
      'UID:t',
      'SUMMARY:Buy coffee',
      'END:VTODO',
      ...event('UID:1', 'DTSTART:20240701T100000Z', 'SUMMARY:T'),
    );
    expect(draft.notes).toContainEqual(expect.objectContaining({ reason: 'no-place-for-it', text: 'VTODO' }));
  });
});
