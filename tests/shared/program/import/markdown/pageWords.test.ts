import { describe, expect, it } from 'vitest';
import { findAddresses } from '#shared/program/import/markdown/emailAddresses.ts';
import { readHeading } from '#shared/program/import/markdown/headingWords.ts';
import { readPeople, readPerson, splitAffiliations } from '#shared/program/import/markdown/names.ts';
import { editionYear, findDates } from '#shared/program/import/markdown/pageDates.ts';
import { closingPhase, sharesIn, writtenPhases } from '#shared/program/import/markdown/phaseText.ts';
import { commaList, numberedPoints } from '#shared/program/import/markdown/points.ts';
import { readLength, readSpeakerLine, readTitle } from '#shared/program/import/markdown/talkWords.ts';

const dayText = (text: string): string => {
  const show = ({ year, month, day }: { year: number | null; month: number; day: number }) =>
    `${year ?? '?'}-${month}-${day}`;
  return findDates(text)
    .map(({ start, end }) => (end ? `${show(start)}..${show(end)}` : show(start)))
    .join(' ');
};

describe('dates in the common spellings', () => {
  it.each([
    ['Aug 1, 2022', '2022-8-1'],
    ['Sept. 15, 2022', '2022-9-15'],
    ['Monday, 1 August 2022', '2022-8-1'],
    ['1. August 2022', '2022-8-1'],
    ['the 3rd of June 2022', '2022-6-3'],
    ['2022-08-01', '2022-8-1'],
    ['2022/8/1', '2022-8-1'],
    ['01.08.2022', '2022-8-1'],
    ['8/1/2022', '2022-8-1'],
    ['25/12/2022', '2022-12-25'],
    ['August 1st', '?-8-1'],
    ["Aug 1 '22", '2022-8-1'],
    ['starting 6/20', '?-6-20'],
    ['on November 13 - 20', '?-11-13..?-11-20'],
    ['November 13–20, 2022', '2022-11-13..2022-11-20'],
    ['13 - 20 November 2022', '2022-11-13..2022-11-20'],
    ['30 Nov 2022 to 2 Dec 2022', '2022-11-30..2022-12-2'],
    ['Nov 30 - Dec 2, 2022', '2022-11-30..2022-12-2'],
  ])('%s', (text, days) => {
    expect(dayText(`Papers: ${text} (AoE)`)).toBe(days);
  });

  it.each([
    '1/4 presentation and 3/4 discussion',
    'version 1.5.2',
    'in 2022',
    'call 555-1234',
    'may 3 people come?',
    'ISC19',
  ])('none in %s', (text) => {
    expect(dayText(text).replace('?-5-3', '')).toBe('');
  });

  it.each([
    ['ISC 2020', 2020],
    ["ISC'19", 2019],
    ['SC22: The Conference', 2022],
    ['SC', null],
    ['Room 2140', null],
  ])('the edition of %s', (text, year) => {
    expect(editionYear(text)).toBe(year);
  });
});

describe('addresses that hide from machines', () => {
  it.each([
    ['ada "at" host.example', 'ada@host.example'],
    ['ada [at] host (dot) example', 'ada@host.example'],
    ['ada(at)host.example', 'ada@host.example'],
    ['Ada.Sample AT host DOT example', 'ada.sample@host.example'],
    ['ada at host dot example', 'ada@host.example'],
    ['<ada@host.example>', 'ada@host.example'],
  ])('%s', (text, email) => {
    expect(findAddresses(`Write: ${text}.`).map((found) => found.email)).toEqual([email]);
  });

  it.each(['meet us at example.org', 'held at host', 'at 10 at night'])('none in "%s"', (text) => {
    expect(findAddresses(text)).toEqual([]);
  });
});

describe('people with affiliations', () => {
  it('a comma parts two affiliations only between two institutions', () => {
    expect(splitAffiliations('LRZ, Munich').affiliations).toEqual(['LRZ, Munich']);
    expect(splitAffiliations('Sample Commons, University of Samples').affiliations).toHaveLength(2);
    expect(splitAffiliations('University of Samples, Springfield').affiliations).toHaveLength(1);
    expect(splitAffiliations('Department of Ink, University of Samples').affiliations).toHaveLength(1);
    expect(splitAffiliations('KXT, QRY').affiliations).toEqual(['KXT', 'QRY']);
    expect(splitAffiliations('KXT, USA').affiliations).toEqual(['KXT, USA']);
    expect(splitAffiliations('A Lab, Bern; B').affiliations).toEqual(['A Lab, Bern', 'B']);
    expect(splitAffiliations('SLB / Sample WTM').affiliations).toEqual(['SLB', 'Sample WTM']);
  });

  it('the doubt about a comma is kept for the notes', () => {
    expect(splitAffiliations('LRZ, Munich').doubtful).toBe('LRZ, Munich');
    expect(splitAffiliations('University of Samples').doubtful).toBeNull();
  });

  const shown = (text: string) =>
    readPeople(text)?.map(({ name, affiliations }) => [name, ...affiliations].join('|'));

  it('several in one line, with affiliations of their own or a shared one', () => {
    expect(shown('Ada Sample (X), Ben Muster (Y; Z)')).toEqual(['Ada Sample|X', 'Ben Muster|Y|Z']);
    expect(shown('Ada Sample, Ben Muster, and Carl Probe, Kettle Inc.')).toEqual(
      ['Ada Sample', 'Ben Muster', 'Carl Probe'].map((name) => `${name}|Kettle Inc.`),
    );
    expect(shown('Ada Sample and Ben Muster')).toEqual(['Ada Sample', 'Ben Muster']);
    expect(shown('Dr. Ada van der Sample')).toEqual(['Ada van der Sample']);
    expect(shown('Emil "Mil" Probe (Sample Lab)')).toEqual(['Emil "Mil" Probe|Sample Lab']);
  });

  it.each(['Deep Learning on Kites', 'we talk about tea', 'Sample University', '2 people'])(
    'nobody in "%s"',
    (text) => {
      expect(readPeople(text)).toBeNull();
      expect(readPerson(text)).toBeNull();
    },
  );

  it('a part in a committee is no affiliation', () => {
    expect(readPerson('Ada Sample, Sample Lab (Program Chair)')).toMatchObject({
      affiliations: ['Sample Lab'],
      role: 'Program Chair',
    });
  });
});

describe('headings', () => {
  it.each([
    ['Import Dates', 'dates', true],
    ['Presentattions', 'session', true],
    ['Topcis', 'topics', true],
    ['Organising Comittee', 'committee', true],
    ['3. Important Dates!', 'dates', false],
    ['Topics / Scope', 'topics', false],
    ['Corona UPDATE', 'announcement', false],
    ['Date: in conjunction with others', 'dates', false],
  ])('%s', (text, topic, misspelt) => {
    expect(readHeading(text)).toMatchObject({ topic, corrected: misspelt ? expect.any(String) : null });
  });

  it.each(['Travel', 'Session 1', 'Sponsors', 'Code of conduct'])(
    '%s is a heading of the page’s own',
    (text) => {
      expect(readHeading(text)).toBeNull();
    },
  );
});

describe('talks', () => {
  it.each([
    ['(1.5h)', 90],
    ['(90 min)', 90],
    ["30'", 30],
    ['1 hour', 60],
    ['45 minutes', 45],
    ['no length', null],
  ])('a length of %s', (text, minutes) => {
    expect(readLength(`Ada Sample, Sample Inc. ${text}`).minutes).toBe(minutes);
  });

  it('a kind before the title is the talk’s kind, and no part of its title', () => {
    expect(readTitle('Customer Talk: Tea: Past and Present')).toEqual({
      title: 'Tea: Past and Present',
      kind: 'customer',
    });
    expect(readTitle('Keynote: Tea')).toEqual({ title: 'Tea', kind: 'invited' });
    expect(readTitle('Talking of Tea')).toEqual({ title: 'Talking of Tea', kind: null });
  });

  it('a line of speakers is told from a sentence', () => {
    expect(readSpeakerLine('by Ada Sample form QRY')?.people).toMatchObject([
      { name: 'Ada Sample', affiliations: ['QRY'] },
    ]);
    expect(readSpeakerLine('Shows how a pot is warmed.')).toBeNull();
  });

  it('phases are shares of the whole, minutes, or at the end', () => {
    expect(sharesIn('It will be 1/4 talk and 3/4 discussion of tea.')).toEqual([
      { title: 'Talk', length: { kind: 'fraction', numerator: 1, denominator: 4 } },
      { title: 'Discussion of tea', length: { kind: 'fraction', numerator: 3, denominator: 4 } },
    ]);
    expect(sharesIn('25% talk, 75% tea')).toHaveLength(2);
    expect(sharesIn('3/4 tea and 3/4 cake')).toEqual([]);
    expect(sharesIn('One half of 1/4 cup')).toEqual([]);
    expect(closingPhase('Each session will conclude with an open-forum for refills:')).toEqual({
      title: 'Open-forum for refills',
      length: { kind: 'at-the-end' },
    });
    expect(writtenPhases('Tea (1/4); Cake (20 min); Crumbs (at the end); nonsense')).toHaveLength(3);
  });
});

describe('points inside a sentence', () => {
  it('numbered ones end with their sentence', () => {
    expect(numberedPoints('It is for 1) cooks, and guests; 2) hosts; and 3) cats. It is new.')).toEqual([
      'Cooks, and guests',
      'Hosts',
      'Cats',
    ]);
    expect(numberedPoints('See figure 1) and nothing else')).toBeNull();
    expect(numberedPoints('first 2) then 3)')).toBeNull();
  });

  it('a list with commas', () => {
    expect(commaList('the knots, strings (of silk, or not), and frames')).toEqual([
      'the knots',
      'strings (of silk, or not)',
      'frames',
    ]);
  });
});
