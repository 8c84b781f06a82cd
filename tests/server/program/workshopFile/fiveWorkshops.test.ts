import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWorkshopFolder } from '#server/program/workshopFile/readWorkshopFolder.ts';
import type { RowData, RowKind } from '#shared/sync/rows.ts';
import { faultsOf } from './workshopFolder.ts';

const folder = join(import.meta.dirname, '../../../../assets/workshops');
const date = (text: string) => ({ kind: 'date', date: text });
const year = (number: number) => ({ kind: 'year', year: number });
const unknown = { kind: 'unknown' };

async function workshop(slug: string) {
  const outcome = await readWorkshopFolder(join(folder, slug));
  if (!outcome.ok) throw new Error(faultsOf(outcome).join('\n'));
  const rows = outcome.value.rows;
  const of = <K extends RowKind>(kind: K): readonly RowData<K>[] =>
    rows.filter((row) => row.kind === kind).map((row) => row.data as RowData<K>);
  const name = (id: string) => {
    const row = rows.find((candidate) => candidate.id === id);
    return row?.kind === 'person' ? row.data.name : undefined;
  };
  const first = of('workshop')[0];
  if (!first) throw new Error(`${slug} has no workshop row`);
  return { facts: first, of, name };
}

const people = (list: readonly RowData<'person'>[]) => list.map((p) => [p.name, ...p.affiliations]);

describe('MLHPC at SC22', () => {
  test('has its day, place, zone, deadlines, topics and contact, and no program', async () => {
    const { facts, of } = await workshop('mlhpc-sc22');
    expect(facts).toMatchObject({
      acronym: 'MLHPC',
      place: 'Dallas, TX',
      mode: null,
      zone: 'America/Chicago',
      first: date('2022-11-13'),
      last: date('2022-11-13'),
      contacts: [{ name: 'Robert M. Patton', email: 'pattonrm@ornl.gov' }],
      proceedings: null,
    });
    expect(facts.hostEvent).toContain('SC22');
    expect(facts.topics).toHaveLength(9);
    expect(of('deadline').map((d) => [d.label, d.when, d.anywhereOnEarth])).toEqual([
      ['Submission deadline', date('2022-08-01'), false],
      ['Author notification', date('2022-09-01'), false],
      ['Final manuscript due', date('2022-09-15'), false],
      ['Workshop', date('2022-11-13'), false],
      ['SC22 begins', date('2022-11-13'), false],
      ['SC22 ends', date('2022-11-20'), false],
    ]);
    expect([...of('session'), ...of('talk'), ...of('person')]).toEqual([]);
  });
});

describe('MLHPCS at ISC 2020', () => {
  test('is online from 20 June, with its links, contact, proceedings and announcement', async () => {
    const { facts, of } = await workshop('mlhpcs-isc20');
    expect(facts).toMatchObject({
      acronym: 'MLHPCS',
      mode: 'online',
      zone: null,
      place: null,
      first: date('2020-06-20'),
      last: unknown,
      contacts: [{ name: null, email: 'info@mlhpcs.org' }],
      links: [{ label: 'ISC', url: 'https://www.isc-hpc.com/' }],
    });
    expect(facts.proceedings).toContain('Springer LNCS');
    expect(facts.topics).toHaveLength(7);
    expect(of('announcement')).toHaveLength(1);
    expect(of('deadline').map((d) => d.when)).toEqual([date('2020-06-20'), date('2020-06-25')]);
  });

  test('has its committee of five, with their affiliations', async () => {
    const { of, name } = await workshop('mlhpcs-isc20');
    expect(people(of('person'))).toEqual([
      ['David Brayford', 'LRZ'],
      ['Juan J. Durillo', 'LRZ, Munich'],
      ['Dennis Hoppe', 'HLRS, Stuttgart'],
      ['Jenia Jitsev', 'JSC, Jülich'],
      ['Janis Keuper', 'IMLA', 'Fraunhofer ITWM'],
      ['Sunna Torge', 'ZIH, Dresden'],
    ]);
    expect(of('seat').map((s) => [s.committee, name(s.personId)])).toEqual(
      ['Juan J. Durillo', 'Dennis Hoppe', 'Jenia Jitsev', 'Janis Keuper', 'Sunna Torge'].map((n) => [
        'Organizing Committee',
        n,
      ]),
    );
  });

  test('has the invited talk, and a live session for the questions to it on 25 June', async () => {
    const { of, name } = await workshop('mlhpcs-isc20');
    const [talk, ...others] = of('talk');
    expect(others).toEqual([]);
    expect(talk).toMatchObject({
      kind: 'invited',
      title:
        'Deploying machine learning algorithms at Petaflop scale on secure HPC production systems with containers',
      minutes: null,
      start: unknown,
    });
    expect(talk?.speakers.map((s) => [name(s.personId), ...s.affiliations])).toEqual([
      ['David Brayford', 'LRZ'],
    ]);
    expect(of('session').filter((s) => s.live)).toMatchObject([
      {
        kind: 'qa',
        title: 'Live questions and answers',
        start: date('2020-06-25'),
        end: unknown,
        covers: { kind: 'talks-without-a-live-session' },
      },
    ]);
  });
});

describe("DLSuper at ISC'19", () => {
  test('has its year only, 14 topics, what papers disclose, two links and no program', async () => {
    const { facts, of } = await workshop('dlsuper-isc19');
    expect(facts).toMatchObject({
      title: 'Deep Learning on Supercomputers',
      acronym: 'DLSuper',
      hostEvent: "ISC'19",
      first: year(2019),
      last: year(2019),
      zone: null,
      contacts: [],
    });
    expect(facts.topics).toHaveLength(14);
    expect(facts.requirements).toEqual([
      { text: 'The algorithms used', kinds: ['algorithm'] },
      { text: 'The software releases used', kinds: ['software'] },
      { text: 'The datasets used', kinds: ['data'] },
      { text: 'The hardware configurations used', kinds: ['hardware'] },
    ]);
    expect(facts.links.map((l) => l.url)).toEqual([
      'https://github.com/mlperf/training',
      'http://www.image-net.org/archive/stanford/fall11_whole.tar',
    ]);
    expect([...of('session'), ...of('talk'), ...of('person'), ...of('deadline')]).toEqual([]);
  });
});

describe('the FAIR for ML BoF at SC', () => {
  test('has no date, three authors, five audiences, three outcomes and two phases', async () => {
    const { facts, of } = await workshop('fair4ml-bof-sc');
    expect(facts).toMatchObject({ hostEvent: 'SC', first: unknown, last: unknown, zone: null, place: null });
    expect(people(of('person'))).toEqual([
      ['Daniel Katz', 'University of Illinois'],
      ['Chunhua "Leo" Liao', 'Lawrence Livermore National Laboratory'],
      ['Gnana Bharathy', 'Australian Research Data Commons', 'University of Technology Sydney'],
    ]);
    expect(facts.audience).toHaveLength(5);
    expect(facts.outcomes).toHaveLength(3);
    expect(facts.about).toContain('new to SC');
    expect(of('session')).toMatchObject([{ kind: 'bof', live: true, start: unknown, chairIds: [] }]);
    expect(of('session')[0]?.phases.map((p) => p.length)).toEqual([
      { kind: 'fraction', numerator: 1, denominator: 4 },
      { kind: 'fraction', numerator: 3, denominator: 4 },
    ]);
  });
});

describe('the large-scale deep learning workshop at ISC 2018', () => {
  test('has six speakers and four talks of 90 minutes, each ending with an open forum', async () => {
    const { facts, of, name } = await workshop('large-scale-dl-isc18');
    expect(facts).toMatchObject({ hostEvent: 'ISC 2018', first: year(2018), last: year(2018), zone: null });
    expect(people(of('person'))).toEqual([
      ['Rangan Sukumar', 'Cray Inc.'],
      ['Aaron Vose', 'Cray Inc.'],
      ['Jacob Balma', 'Cray Inc.'],
      ['Hars Vardhan', 'Samsung Inc.'],
      ['Schuyler Cullen', 'Samsung Inc.'],
      ['Vish Rajalingam', 'Samsung Inc.'],
    ]);
    const talks = of('talk').map((t) => [
      t.kind,
      t.title,
      t.outline.length,
      ...t.speakers.map((s) => name(s.personId)),
    ]);
    expect(talks).toEqual([
      ['talk', 'Achieving Deep Learning Maturity in the Enterprise', 3, 'Rangan Sukumar'],
      ['talk', 'Is Deep Learning a High-Performance Computing Problem?', 3, 'Jacob Balma'],
      ['talk', 'Neural Network Hyperparameter Optimization: State-of-the-Practice', 3, 'Aaron Vose'],
      [
        'customer',
        'Real-World Use-Cases Beyond ImageNet: Gaps and Bottlenecks',
        0,
        'Hars Vardhan',
        'Schuyler Cullen',
        'Vish Rajalingam',
      ],
    ]);
    for (const { minutes, phases, start } of of('talk')) {
      expect(minutes).toBe(90);
      expect(start).toEqual(unknown);
      expect(phases).toEqual([{ title: 'Open forum for questions', length: { kind: 'at-the-end' } }]);
    }
  });
});
