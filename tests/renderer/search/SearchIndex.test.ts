import { beforeEach, describe, expect, it } from 'vitest';
import { planDocuments, type SearchRow } from '#renderer/search/documents.ts';
import { SearchIndex, type SearchQuery } from '#renderer/search/SearchIndex.ts';
import {
  byKey,
  contentsData,
  hub,
  idOf,
  personData,
  row,
  talkData,
  workshopData,
  workshopId,
} from './rows.ts';

const now = async () => undefined;
const name = `${hub}/${workshopId}`;
let index: SearchIndex;
let rows: SearchRow[];

const fill = (all = rows) => index.update(name, planDocuments(hub, byKey(all)), now);
const ask = (text: string, more: Partial<SearchQuery> = {}) =>
  index.search({ text, kind: null, workshop: null, perKind: 20, ...more });
const titles = (text: string) => ask(text).hits.map(({ title }) => title.map((piece) => piece.text).join(''));

beforeEach(() => {
  index = new SearchIndex();
  rows = [
    row('workshop', 0, workshopData('A sample workshop on memory', ['Checkpointing'])),
    row('person', 1, personData('Zoë Sample', ['Institute of Jülich'])),
    row('person', 2, personData('Memory Sample')),
    row(
      'talk',
      3,
      talkData('Containers without a daemon', {
        speakers: [{ personId: idOf(1), affiliations: [] }],
        topics: ['Reproducible runs'],
        abstract: 'How an image is unpacked once and then read by thousands of ranks, on a slow memory.',
      }),
    ),
    row('talk', 4, talkData('Memory bandwidth for everyone')),
    row('announcement', 5, {
      title: 'Rooms',
      text: 'The coffee stands in the foyer.',
      when: { kind: 'unknown' },
      expires: { kind: 'unknown' },
    }),
    row(
      'recordingContents',
      6,
      contentsData(idOf(6), idOf(3), [
        [0, 'Welcome to this made-up talk'],
        [14.5, 'the fabric outside is what matters'],
        [22, 'outside of the cluster'],
      ]),
    ),
  ];
});

describe('a search', () => {
  it('finds talks, people, topics, announcements, and what was said', async () => {
    await fill();
    expect(titles('daemon')).toEqual(['Containers without a daemon']);
    expect(titles('foyer')).toEqual(['Rooms']);
    expect(titles('reproducible')).toEqual(['Containers without a daemon']);
    expect(titles('checkpointing')).toEqual(['A sample workshop on memory']);
    expect(ask('fabric').hits[0]).toMatchObject({ kind: 'captions', rowId: idOf(3), second: 14.5 });
  });

  it('finds a word by its beginning, and all words in any order', async () => {
    await fill();
    expect(titles('contain')).toContain('Containers without a daemon');
    expect(titles('daemon cont')).toEqual(['Containers without a daemon']);
  });

  it('folds diacritics both ways: Jülich and julich, Zoe and Zoë', async () => {
    await fill();
    for (const text of ['Jülich', 'julich', 'JULICH']) expect(titles(text)).toContain('Zoë Sample');
    expect(titles('zoe')).toContain('Zoë Sample');
  });

  it('bears typing errors by the length of the word: none in a short one, two in a long one', async () => {
    await fill();
    expect(titles('deamon')).toEqual([]);
    expect(titles('daimon')).toEqual(['Containers without a daemon']);
    expect(titles('bandwith')).toEqual(['Memory bandwidth for everyone']);
    expect(titles('bandwitdh')).toEqual(['Memory bandwidth for everyone']);
    expect(titles('zob')).toEqual([]);
  });

  it('ranks a title above people, topics, the abstract and captions', async () => {
    await fill();
    const talks = ask('memory').hits.filter(({ kind }) => kind === 'talk');
    expect(talks.map(({ rowId }) => rowId)).toEqual([idOf(4), idOf(3)]);
  });

  it('shows the field that was found and the words marked, as text and never as markup', async () => {
    rows.push(
      row('talk', 9, talkData('Safe', { abstract: 'A <img src=x onerror=alert(1)> payload & more' })),
    );
    await fill();
    const [hit] = ask('payload').hits;
    expect(hit?.found?.field).toBe('text');
    expect(hit?.found?.pieces).toEqual([
      { text: 'A <img src=x onerror=alert(1)> ', marked: false },
      { text: 'payload', marked: true },
      { text: ' & more', marked: false },
    ]);
  });

  it('names the affiliation and the speaker that a talk was found by', async () => {
    await fill();
    expect(ask('zoe', { kind: 'talk' }).hits[0]?.found).toMatchObject({ field: 'people' });
    expect(ask('julich', { kind: 'talk' }).hits[0]?.found).toMatchObject({ field: 'places' });
  });

  it('jumps to the line with the most of the words: the first of two that have one', async () => {
    await fill();
    expect(ask('outside').hits[0]?.second).toBe(14.5);
    expect(ask('outside cluster').hits[0]?.second).toBe(22);
  });

  it('counts every kind, whatever kind is shown, and gives at most so many of each', async () => {
    await fill();
    const found = ask('memory', { kind: 'talk', perKind: 1 });
    expect(found.counts).toMatchObject({ workshop: 1, talk: 2, person: 1 });
    expect(found.hits).toHaveLength(1);
  });

  it('keeps to one workshop where one is chosen', async () => {
    await fill();
    expect(ask('memory', { workshop: name }).hits.length).toBeGreaterThan(0);
    expect(ask('memory', { workshop: `${hub}/${idOf(77)}` }).hits).toEqual([]);
  });

  it('gives documents with some of the words where none has all of them', async () => {
    await fill();
    expect(titles('daemon nonsense')).toEqual(['Containers without a daemon']);
  });
});

describe('the index', () => {
  it('takes in only what changed', async () => {
    expect(await fill()).toEqual({ put: 7, removed: 0 });
    expect(await fill()).toEqual({ put: 0, removed: 0 });
    rows[4] = row('talk', 4, talkData('A renamed one'), 2);
    expect(await fill()).toEqual({ put: 1, removed: 0 });
    expect(titles('bandwidth')).toEqual([]);
    expect(titles('renamed')).toEqual(['A renamed one']);
  });

  it('takes a talk in anew where its speaker is renamed', async () => {
    await fill();
    rows[1] = row('person', 1, personData('Another Name'), 2);
    expect(await fill()).toEqual({ put: 2, removed: 0 });
    expect(ask('another', { kind: 'talk' }).hits).toHaveLength(1);
    expect(titles('zoe')).toEqual([]);
  });

  it('S5: forgets what the base has no more, and a workshop that was left', async () => {
    await fill();
    expect(await fill(rows.slice(0, 4))).toEqual({ put: 0, removed: 3 });
    expect(titles('fabric')).toEqual([]);
    await fill([]);
    expect(index.size).toBe(0);
    expect(titles('memory')).toEqual([]);
  });
});
