import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWholePage } from '#shared/program/import/markdown/readPage.ts';
import { expectEveryLine, expectSound, factsOf, fixtures, type PageFacts, readFixture } from './pageFacts.ts';

type Expected = {
  readonly file: string;
  readonly facts: PageFacts;
  /** How many entries the longer lists have. */
  readonly lengths?: Readonly<Record<string, number>>;
  readonly about: readonly string[];
  readonly notes: readonly string[];
};

const rest: PageFacts = { deadlines: [], announcements: [], people: [], seats: [], sessions: [], talks: [] };

function expectPage({ file, facts, lengths = {}, about, notes }: Expected, folder: string): void {
  const source = readFixture(file, folder);
  const page = readWholePage(source);
  const found = factsOf(page.draft);
  expect(found).toMatchObject(facts);
  for (const [name, length] of Object.entries(lengths))
    expect(found[name as keyof typeof found]).toHaveLength(length);
  const [workshop] = page.draft.rows;
  const text = workshop?.kind === 'workshop' ? (workshop.data.about ?? '') : '';
  for (const words of about) expect(text).toContain(words);
  expect(new Set(page.draft.notes.map(({ reason }) => reason))).toEqual(new Set(notes));
  expectSound(page.draft);
  expectEveryLine(page, new TextDecoder().decode(source.bytes));
}

const openForum = (title: string) => [`Open-forum for ${title}, at the end`];

/** Made-up pages with the shapes of the five. */
const samples: readonly Expected[] = [
  {
    file: 'txmp-sx31.md',
    facts: {
      ...rest,
      title: 'TXMP at SX31',
      acronym: 'TXMP',
      hostEvent: 'SX31: The Sample Symposium for Xylophone Computing, Tuning, Storage and Echoes',
      place: 'Gullhaven, NV',
      first: '2031-11-09',
      last: '2031-11-09',
      contacts: ['Ida T. Sample <sampleida@gullhaven.example>'],
      audience: ['Tuners', 'Listeners', 'Sample communities'],
      deadlines: [
        'Submission Deadline: 2031-07-04',
        'Author Notification: 2031-08-08',
        'Final Manuscript Due: 2031-09-12',
        'Workshop Date: 2031-11-09',
        'SX31 begins: 2031-11-09',
        'SX31 ends: 2031-11-16',
      ],
    },
    lengths: { topics: 4 },
    about: ['larger than a room', '## Scope', 'from the wood to the score'],
    notes: ['missing-title', 'audience-assumed', 'date-without-year', 'address-unobfuscated'],
  },
  {
    file: 'slates-slc30.md',
    facts: {
      title: 'SLATES at SLC 2030',
      acronym: 'SLATES',
      hostEvent: 'SLC 2030',
      mode: 'online',
      first: '2030-05-11',
      last: '2030-05-16',
      topics: ['Unsolved questions of slate', 'Quick slates', 'Tools + habits for writing on slate'],
      contacts: ['info@slates.example'],
      links: ['https://slc.example/'],
      proceedings:
        'SLATES paper will appear in the Sample Notes on Slate, post conference volume of the SLC.',
      announcements: ['Flood UPDATE'],
      deadlines: ['Recordings of the talks: 2030-05-11', 'Live Q+A via Phone: 2030-05-16'],
      people: [
        'Ada L. Muster | QRY, Linz',
        'Ben Prüfer | CHK, Chalkville',
        'Carl Beispiel | SLB | Sample WTM',
        'Bruno Probe | QRY',
      ],
      seats: ['Ada L. Muster', 'Ben Prüfer', 'Carl Beispiel'].map((name) => `Organizing Committee: ${name}`),
      sessions: [
        { kind: 'talks', title: 'Invited Talks', live: false, start: null, phases: [] },
        { kind: 'talks', title: 'Paper presentations', live: false, start: null, phases: [] },
        { kind: 'qa', title: 'Live questions and answers', live: true, start: '2030-05-16', phases: [] },
      ],
      talks: [
        {
          kind: 'invited',
          title: 'Writing on wet slate at the scale of a school',
          minutes: null,
          speakers: ['Bruno Probe | QRY'],
          outline: 0,
          phases: [],
        },
      ],
    },
    about: ['both sides of a slate', '“Chalk Day”'],
    notes: [
      ...['remote-image', 'missing-title', 'date-without-year', 'audience-assumed', 'broken-characters'],
      ...['misspelt-heading', 'affiliations-assumed'],
    ],
  },
  {
    file: 'template.md',
    facts: {
      ...rest,
      title: 'Kites over Lakes Workshop',
      acronym: 'KiteLake',
      hostEvent: "WND'27",
      first: '2027',
      last: '2027',
      requirements: ['Knots', 'String releases', 'Wind logs', 'Kite frames'],
      links: ['https://gust.example/bench', 'http://logs.gust.example/wind.tar'],
      contacts: [],
    },
    lengths: { topics: 3 },
    about: ['for measures.'],
    notes: ['misspelt-heading', 'broken-characters', 'comment', 'template-text'],
  },
  {
    file: 'bof.txt',
    facts: {
      title: 'Recipes as goods',
      hostEvent: 'KX',
      first: null,
      last: null,
      audience: [
        'Cooks who write recipes and want to share them, but do not know how',
        'Cooks who read the recipes of others, including their own',
        'Houses that pay for salt',
      ],
      outcomes: ['Clearer recipes', 'A list of kitchens'],
      people: [
        'Dora Muster | University of Samples',
        'Emil "Mil" Probe | Sample Valley National Laboratory',
        'Fay Beispiel | Inland Data Commons | University of Samples West',
      ],
      seats: ['Dora Muster', 'Emil "Mil" Probe', 'Fay Beispiel'].map((name) => `Authors: ${name}`),
      sessions: [
        {
          kind: 'bof',
          title: 'Recipes as goods',
          live: true,
          start: null,
          phases: [
            '1/5 Presentation',
            '4/5 Discussion of spills and of future kitchens and their organization',
          ],
        },
      ],
      deadlines: [],
      talks: [],
    },
    about: ['It is new to KX.', '## Long Description'],
    notes: ['affiliations-assumed', 'missing-title', 'template-text'],
  },
  {
    file: 'series.md',
    facts: {
      title: 'WIDE-AREA TEA: LEAVES and APPLICATIONS',
      hostEvent: 'TEA 2028',
      first: '2028',
      people: [
        ...['Gil Sample | Potter Inc.', 'Hana Sample | Potter Inc.'],
        ...['Ivo Muster | Kettle Inc.', 'Jon Probe | Kettle Inc.'],
      ],
      seats: ['Gil Sample', 'Hana Sample', 'Ivo Muster', 'Jon Probe'].map((name) => `Speakers: ${name}`),
      talks: [
        {
          kind: 'talk',
          title: 'Reaching Tea Maturity at Home',
          minutes: 90,
          speakers: ['Gil Sample | Potter Inc.'],
          outline: 2,
          phases: openForum('refills'),
        },
        {
          kind: 'talk',
          title: 'Is Tea a High-Temperature Problem?',
          minutes: 90,
          speakers: ['Hana Sample | Potter Inc.'],
          outline: 3,
          phases: openForum('refills'),
        },
        {
          kind: 'customer',
          title: 'Tea Beyond the Cup: Spills and Stains',
          minutes: 45,
          speakers: ['Ivo Muster | Kettle Inc.', 'Jon Probe | Kettle Inc.'],
          outline: 0,
          phases: openForum('refills'),
        },
      ],
    },
    about: ['starts with a leaf', 'cups of their own'],
    notes: ['broken-characters', 'audience-assumed'],
  },
];

const talkOf = (
  title: string,
  speakers: readonly string[],
  outline: number,
  kind: 'talk' | 'customer' = 'talk',
) => ({
  kind,
  title,
  minutes: 90,
  speakers: [...speakers],
  outline,
  phases: openForum('questions'),
});
const samsung = ['Hars Vardhan', 'Schuyler Cullen', 'Vish Rajalingam'].map(
  (name) => `${name} | Samsung Inc.`,
);

/** The facts of the five workshops' own pages. */
const workshops: readonly Expected[] = [
  {
    file: 'mlhpc-sc22.md',
    facts: {
      ...rest,
      title: 'MLHPC at SC22',
      acronym: 'MLHPC',
      place: 'Dallas, TX',
      first: '2022-11-13',
      last: '2022-11-13',
      contacts: ['Robert M. Patton <pattonrm@ornl.gov>'],
      deadlines: [
        'Submission Deadline: 2022-08-01',
        'Author Notification: 2022-09-01',
        'Final Manuscript Due: 2022-09-15',
        'Workshop Date: 2022-11-13',
        'SC22 begins: 2022-11-13',
        'SC22 ends: 2022-11-20',
      ],
    },
    lengths: { topics: 9, audience: 3 },
    about: ['ensembles', '## Scope'],
    notes: ['missing-title', 'audience-assumed', 'date-without-year', 'address-unobfuscated'],
  },
  {
    file: 'mlhpcs-isc20.md',
    facts: {
      title: 'MLHPCS at ISC 2020',
      acronym: 'MLHPCS',
      hostEvent: 'ISC 2020',
      mode: 'online',
      first: '2020-06-20',
      last: '2020-06-25',
      contacts: ['info@mlhpcs.org'],
      links: ['https://www.isc-hpc.com/'],
      announcements: ['Corona UPDATE'],
      deadlines: ['Recordings of the talks: 2020-06-20', 'Live Q+A via Zoom: 2020-06-25'],
      people: [
        'Juan J. Durillo | LRZ, Munich',
        'Dennis Hoppe | HLRS, Stuttgart',
        'Jenia Jitsev | JSC, Jülich',
        'Janis Keuper | IMLA | Fraunhofer ITWM',
        'Sunna Torge | ZIH, Dresden',
        'David Brayford | LRZ',
      ],
      sessions: [
        { kind: 'talks', title: 'Invited Talks', live: false, start: null, phases: [] },
        { kind: 'talks', title: 'Paper presentations', live: false, start: null, phases: [] },
        { kind: 'qa', title: 'Live questions and answers', live: true, start: '2020-06-25', phases: [] },
      ],
      talks: [
        {
          kind: 'invited',
          title:
            'Deploying machine learning algorithms at Petaflop scale on secure HPC production systems with containers',
          minutes: null,
          speakers: ['David Brayford | LRZ'],
          outline: 0,
          phases: [],
        },
      ],
    },
    lengths: { topics: 7, seats: 5 },
    about: ['“Machine Learning Day”'],
    notes: [
      ...['remote-image', 'missing-title', 'date-without-year', 'audience-assumed'],
      ...['misspelt-heading', 'affiliations-assumed'],
    ],
  },
  {
    file: 'dlsuper-isc19.md',
    facts: {
      ...rest,
      title: 'Deep Learning on Supercomputers Workshop',
      acronym: 'DLSuper',
      hostEvent: "ISC'19",
      first: '2019',
      last: '2019',
      requirements: ['Algorithms', 'Software releases', 'Datasets', 'Hardware configurations'],
      links: [
        'https://github.com/mlperf/training',
        'http://www.image-net.org/archive/stanford/fall11_whole.tar',
      ],
      contacts: [],
    },
    lengths: { topics: 14 },
    about: ['the algorithms, software releases'],
    notes: ['misspelt-heading', 'broken-characters', 'comment', 'template-text'],
  },
  {
    file: 'fair4ml-bof-sc.txt',
    facts: {
      title: 'FAIR for ML models',
      hostEvent: 'SC',
      first: null,
      last: null,
      people: [
        'Daniel Katz | University of Illinois',
        'Chunhua "Leo" Liao | Lawrence Livermore National Laboratory',
        'Gnana Bharathy | Australian Research Data Commons | University of Technology Sydney',
      ],
      sessions: [
        {
          kind: 'bof',
          title: 'FAIR for ML models',
          live: true,
          start: null,
          phases: [
            '1/4 Presentation',
            '3/4 Discussion of bottlenecks and future community activities and organization',
          ],
        },
      ],
    },
    lengths: { audience: 5, outcomes: 3, seats: 3 },
    about: ['It is new to SC.'],
    notes: ['affiliations-assumed', 'missing-title', 'template-text'],
  },
  {
    file: 'large-scale-dl-isc18.md',
    facts: {
      title: 'LARGE-SCALE DEEP LEARNING: TRENDS and APPLICATIONS',
      hostEvent: 'ISC 2018',
      first: '2018',
      last: '2018',
      talks: [
        talkOf('Achieving Deep Learning Maturity in the Enterprise', ['Rangan Sukumar | Cray Inc.'], 3),
        talkOf('Is Deep Learning a High-Performance Computing Problem?', ['Jacob Balma | Cray Inc.'], 3),
        talkOf(
          'Neural Network Hyperparameter Optimization: State-of-the-Practice',
          ['Aaron Vose | Cray Inc.'],
          3,
        ),
        talkOf('Real-World Use-Cases Beyond ImageNet: Gaps and Bottlenecks', samsung, 0, 'customer'),
      ],
    },
    lengths: { people: 6, seats: 6, sessions: 1 },
    about: ['identifying appropriate datasets'],
    notes: ['broken-characters', 'audience-assumed'],
  },
];

describe('a page in the shape of one of the five workshops gives every fact, and no line of it is lost', () => {
  it.each(samples)('$file', (page) => expectPage(page, fixtures));
});

const seeds = resolve(import.meta.dirname, '../../../../../../shared/seeds');

describe("the five workshops' own pages give every fact, where they are at hand", () => {
  for (const page of workshops) {
    if (existsSync(resolve(seeds, page.file))) {
      it(`${page.file} is there, and was read`, () => expectPage(page, seeds));
    } else it.skip(`${page.file} IS NOT THERE: its facts were not looked for`, () => undefined);
  }
});
