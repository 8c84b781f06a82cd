import { describe, expect, it } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { looksLikePage } from '#shared/program/import/markdown/looksLikePage.ts';
import { readPage, readWholePage } from '#shared/program/import/markdown/readPage.ts';
import { expectEveryLine, expectSound, factsOf, pageOf, readFixture, rowsOf } from './pageFacts.ts';

const utf16 = (text: string, little: boolean): Uint8Array => {
  const marked = `\ufeff${text}`;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < marked.length; at += 1) view.setUint16(at * 2, marked.charCodeAt(at), little);
  return bytes;
};

const textOf = (name: string): string => new TextDecoder().decode(readFixture(name).bytes);
const notesOf = (text: string, reason: string) =>
  readPage(pageOf(text)).notes.filter((note) => note.reason === reason);

describe('a page in other bytes', () => {
  const name = 'slates-slc30.md';
  const expected = factsOf(readPage(readFixture(name)));
  const text = textOf(name);
  const encoder = new TextEncoder();

  it.each([
    ['with CRLF', encoder.encode(text.replaceAll('\n', '\r\n'))],
    ['with lone CR', encoder.encode(text.replaceAll('\n', '\r'))],
    ['with a byte order mark', encoder.encode(`\ufeff${text}`)],
    ['in UTF-16, little end first', utf16(text, true)],
    ['in UTF-16, big end first', utf16(text, false)],
  ])('%s says the same, on the same lines', (_, bytes) => {
    const draft = readPage({ name, bytes });
    expect(factsOf(draft)).toEqual(expected);
    expect(draft.notes).toEqual(readPage(readFixture(name)).notes);
  });

  it('in Latin-1 keeps its letters, and says that it was no UTF-8', () => {
    const latin = Uint8Array.from(
      [...'# Treffen in Jülich\n\nWir reden.\n'].map((letter) => letter.charCodeAt(0)),
    );
    const draft = readPage({ name: 'page.md', bytes: latin });
    expect(factsOf(draft).title).toBe('Treffen in Jülich');
    expect(draft.notes.map(({ reason }) => reason)).toEqual(['broken-characters']);
  });

  it('with tabs for indentation keeps its lists, and tells what it does not take', () => {
    const text = '# Sample\n\n## Topics\n\n-\tFirst\n\t-\tSecond\n\n\tIndented text\n';
    const page = readWholePage(pageOf(text));
    expect(factsOf(page.draft).topics).toEqual(['First', 'Second']);
    expectEveryLine(page, text);
  });
});

describe('a file of which nothing can be taken is refused by name', () => {
  it.each([
    ['an empty file', new Uint8Array(), 'malformed'],
    ['a file of blanks', new TextEncoder().encode(' \n\t\r\n'), 'malformed'],
    ['a binary file', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0]), 'unknown-format'],
    ['a file over 20 MB', new Uint8Array(20 * 1024 * 1024 + 1).fill(97), 'too-large'],
  ])('%s', (_, bytes, reason) => {
    expect(() => readPage({ name: 'page.md', bytes })).toThrow(RefusedError);
    expect(() => readPage({ name: 'page.md', bytes })).toThrow(reason);
  });

  it('and a page is told from other formats by its name, else by how it begins', () => {
    const at = (name: string, text: string) => looksLikePage(pageOf(text, name));
    expect(at('page.md', '# A')).toBe(true);
    expect(at('README', 'Some words')).toBe(true);
    expect(at('schedule.json', '{}')).toBe(false);
    expect(at('schedule', '{"schedule": {}}')).toBe(false);
    expect(at('calendar', 'BEGIN:VCALENDAR')).toBe(false);
    expect(looksLikePage({ name: 'page.md', bytes: Uint8Array.from([0, 0, 0]) })).toBe(false);
  });
});

describe('a page with no heading', () => {
  const page = readWholePage(readFixture('no-heading.txt'));

  it('still gives its dates, its address and what it says, under a title that is told to be assumed', () => {
    expect(factsOf(page.draft)).toMatchObject({
      title: 'No Heading',
      deadlines: ['Registration closes: 2030-05-12 AoE', 'Launch: 2030-06-01'],
      contacts: ['boats@pond.example'],
    });
    expect(page.draft.notes.map(({ reason, level }) => `${level} ${reason}`)).toEqual([
      'assumed missing-title',
      'repaired address-unobfuscated',
    ]);
    expectSound(page.draft);
    expectEveryLine(page, textOf('no-heading.txt'));
  });
});

describe('a page of plain text', () => {
  const page = readWholePage(readFixture('plain.txt'));

  it('is read by its bare lines: title, topics, dates, people, a schedule and a contact', () => {
    const facts = factsOf(page.draft);
    expect(facts).toMatchObject({
      title: 'Second Sample Workshop on Ropes (ROPES 2031)',
      acronym: 'ROPES',
      hostEvent: 'Sample Conference on Twine (SCT 2031)',
      place: 'Knotville',
      first: '2031-05-03',
      last: '2031-05-04',
      topics: ['Hemp', 'Nylon'],
      contacts: ['Ada Sample <ada@ropes.example>'],
      deadlines: [
        'Abstracts due: 2031-01-10 AoE',
        'Papers due: 2031-01-17',
        'Workshop begins: 2031-05-03',
        'Workshop ends: 2031-05-04',
      ],
    });
    expect(facts.people).toContain('Ben Muster | Muster Inc.');
    expect(facts.seats).toHaveLength(5);
    expect(facts.sessions.map(({ kind }) => kind)).toEqual(['talks', 'break']);
    expect(facts.talks.map(({ title, minutes }) => `${title}, ${minutes}`)).toEqual([
      'Welcome, 15',
      'Ropes of tomorrow, 45',
    ]);
    expectSound(page.draft);
    expectEveryLine(page, textOf('plain.txt'));
  });

  it('its times of day, which are of no zone that it says, are told and not made up', () => {
    const told = page.draft.notes.filter(({ reason }) => reason === 'unknown-zone');
    expect(told.map(({ where }) => where)).toEqual([{ line: 22 }, { line: 23 }, { line: 24 }]);
  });
});

describe('a page with headings of every kind and slips of the pen', () => {
  const page = readWholePage(readFixture('headings.md'));
  const facts = factsOf(page.draft);

  it('is read by underlined, bold and numbered headings, and misspelt ones are told', () => {
    expect(facts).toMatchObject({
      title: 'Lanterns 2032',
      zone: 'Europe/Lisbon',
      topics: ['Wicks', 'Oils', 'Whale-free oils'],
      seats: ['General Chair: Kai Sample', 'Committee: Lea Muster'],
      links: ['https://canal.example/map'],
    });
    const misspelt = page.draft.notes.filter(({ reason }) => reason === 'misspelt-heading');
    expect(misspelt.map(({ where }) => where)).toEqual([{ line: 6 }, { line: 13 }]);
  });

  it('has the dates of its table: the last one said, in the page’s year and zone, or to be announced', () => {
    expect(facts.deadlines).toEqual([
      'Papers: 2032-05-08 AoE',
      'Notification: 2032-06-20',
      'Camera ready: 2032-07-01',
      'Proofs: 2032-07-15T16:00:00.000Z',
      'Party: null',
      'Festival: 2032-08-14',
      'Cleaning up: null',
    ]);
    const told = page.draft.notes.map(({ reason, where }) => `${reason} ${JSON.stringify(where)}`);
    expect(told).toContain('date-without-year {"line":25}');
    expect(told).toContain('bad-date {"line":27}');
    expect(told).toContain('end-before-start {"line":28}');
  });

  it('leaves out who has no name, and says so', () => {
    const note = page.draft.notes.find(({ reason }) => reason === 'missing-name');
    expect(note).toMatchObject({
      level: 'left-out',
      where: { line: 11 },
      text: '- (Nameless House, Nowhere)',
    });
  });

  it('has its sessions and talks, and keeps in its words what has no place of its own', () => {
    expect(facts.sessions?.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'talks Morning session',
      'break Lunch break',
      'panel Panel: Who pays for oil?',
    ]);
    expect(facts.talks?.map(({ title, speakers }) => [title, ...speakers])).toEqual([
      ['Lanterns that last', 'Mo Probe | Sample Lab'],
      ['Small lanterns', 'Nia Muster | Sample GmbH', 'Oda Probe | Light House'],
    ]);
    expect(rowsOf(page.draft, 'workshop')[0]?.data.about).toContain('## How to get here');
    expectSound(page.draft);
    expectEveryLine(page, textOf('headings.md'));
  });
});

describe('HTML and scripts in every text', () => {
  const page = readWholePage(readFixture('hostile.md'));

  it('leave text alone: no script, no image, no address but of the web, each place told', () => {
    expect(factsOf(page.draft)).toMatchObject({
      title: 'Sample workshop on nails',
      topics: ['Short nails', 'Long nails'],
      people: ['Quin Sample | Sample House', 'Rita Sample | Sample Inc.'],
      links: ['https://nails.example/a'],
      contacts: ['rita@nails.example'],
    });
    expect(JSON.stringify(page.draft.rows)).not.toMatch(/<script|onerror|javascript:|iframe/i);
    const reasons = page.draft.notes.map(({ reason }) => reason);
    expect(reasons).toContain('html-removed');
    expect(reasons).toContain('remote-image');
    expect(reasons).toContain('bad-link');
    expectSound(page.draft);
    expectEveryLine(page, textOf('hostile.md'));
  });

  it('a fence that never ends does not take the rest of the page with it', () => {
    expect(page.draft.notes.find(({ reason }) => reason === 'unterminated-fence')?.where).toEqual({
      line: 29,
    });
    const draft = readPage(pageOf('# Sample\n\n~~~\n# In it\n\n## Topics\n\n- One\n- Two\n'));
    expect(factsOf(draft).topics).toEqual(['One', 'Two']);
  });

  it('a comment that never ends takes only its paragraph', () => {
    const draft = readPage(pageOf('# Sample\n\n<!-- forgotten\nmore of it\n\n## Topics\n\n- One\n- Two\n'));
    expect(factsOf(draft).topics).toEqual(['One', 'Two']);
    expect(draft.notes.map(({ reason, where }) => [reason, where])).toEqual([['comment', { line: 3 }]]);
  });
});

describe('what a page repeats and what it lacks', () => {
  it('a label alone in its paragraph keeps what stands behind it', () => {
    const draft = readPage(pageOf('# Sample\n\nAcronym: SMP\n\nPlace: Gullhaven\n\nMode: hybrid\n'));
    expect(factsOf(draft)).toMatchObject({ acronym: 'SMP', place: 'Gullhaven', mode: 'hybrid' });
  });

  it('rows of one name have keys of their own, which stay when other things change', () => {
    const page = '# Sample\n\n## Program\n\n- Talk: Same\n- Talk: Same\n- Talk: Other\n';
    const keys = (text: string) => rowsOf(readPage(pageOf(text)), 'talk').map(({ key }) => key);
    expect(keys(page)).toEqual(['md:talk/same', 'md:talk/same-2', 'md:talk/other']);
    expect(keys(`Some words before.\n\n${page.replace('Program', 'Schedule')}`)).toEqual(keys(page));
  });

  it('a date without a year, on a page that names none, is not invented', () => {
    const draft = readPage(pageOf('# Sample\n\n## Important dates\n\n- Papers: Aug 1\n'));
    expect(factsOf(draft).deadlines).toEqual(['Papers: null']);
    expect(draft.notes).toEqual([
      { level: 'not-understood', reason: 'date-without-year', where: { line: 5 }, text: 'Aug 1' },
    ]);
  });

  it('a zone that does not exist is told, and no time is made of it', () => {
    const draft = readPage(
      pageOf('# Sample\n\nTime zone: Europe/Nowhere\n\n## Dates\n\n- Papers: 2030-01-02, 10:00\n'),
    );
    expect(factsOf(draft)).toMatchObject({ zone: undefined, deadlines: ['Papers: 2030-01-02'] });
    expect(draft.notes.map(({ reason }) => reason)).toEqual(['unknown-zone', 'unknown-zone']);
  });

  it('template text of a generator’s front matter is told, its title is taken', () => {
    const draft = readPage(pageOf('---\nlayout: default\ntitle: "A sample"\n---\n\n## Topics\n\n- One\n'));
    expect(factsOf(draft)).toMatchObject({ title: 'A sample', topics: ['One'] });
    expect(draft.notes.map(({ reason, where }) => [reason, where])).toEqual([['template-text', { line: 2 }]]);
  });

  it('broken characters are told once for each place, with its words', () => {
    expect(
      notesOf(
        '# Caf\u00c3\u00a9 sample\n\nIt\u00e2\u20ac\u2122s one and it\u00e2\u20ac\u2122s two.\n',
        'broken-characters',
      ),
    ).toEqual([
      {
        level: 'repaired',
        reason: 'broken-characters',
        where: { line: 1 },
        text: '# Caf\u00c3\u00a9 sample',
      },
      expect.objectContaining({ where: { line: 3 } }),
      expect.objectContaining({ where: { line: 3 } }),
    ]);
  });
});
