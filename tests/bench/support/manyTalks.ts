import { join } from 'node:path';
import { type NewRow, putRows } from '#server/program/putRows.ts';
import { newId } from '#server/store/newId.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ONSETS = [
  'b',
  'c',
  'd',
  'f',
  'g',
  'gr',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
];
const NUCLEI = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
const CODAS = ['', '', 'n', 'r', 's', 'l', 't', 'm'];

/** Made-up words of two to four syllables. */
export function makeWords(count: number, random: () => number): readonly string[] {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const words = new Set<string>();
  while (words.size < count) {
    const syllables = 2 + Math.floor(random() * 3);
    let word = '';
    for (let i = 0; i < syllables; i += 1) word += pick(ONSETS) + pick(NUCLEI) + pick(CODAS);
    words.add(word);
  }
  return [...words];
}

export type ManyTalks = { readonly rows: readonly NewRow[]; readonly words: readonly string[] };

const unknown = { kind: 'unknown' } as const;

/** Talks with people, topics and abstracts in made-up words, some far more common than others, as in any language. */
export function makeTalks(talks: number, people: number): ManyTalks {
  const random = seeded(20260625);
  const words = makeWords(6000, random);
  const word = () => words[Math.floor(words.length * random() ** 3)] ?? '';
  const text = (count: number) => Array.from({ length: count }, word).join(' ');
  const persons = Array.from({ length: people }, (): NewRow => {
    return { kind: 'person', id: newId(), data: { name: text(2), affiliations: [text(3)] } };
  });
  const personOf = () => persons[Math.floor(random() * persons.length)]?.id ?? '';
  const rows = Array.from({ length: talks }, (_, order): NewRow => {
    const speakers = [personOf(), personOf()].map((personId) => ({ personId, affiliations: [] }));
    const data = {
      sessionId: null,
      kind: 'talk' as const,
      title: text(8),
      abstract: text(100),
      outline: [],
      speakers,
      start: unknown,
      minutes: 20,
      phases: [],
      topics: [text(2), text(1)],
      artifacts: [],
      order,
    };
    return { kind: 'talk', id: newId(), data };
  });
  return { rows: [...persons, ...rows], words };
}

/** Puts rows into a workshop of a seeded hub that is not running. */
export async function addRows(dataFolder: string, slug: string, rows: readonly NewRow[]): Promise<void> {
  const store = await SqlStore.open(await openSqlite(join(dataFolder, 'hub.db')), new Heads());
  try {
    const workshop = (await store.workshops()).find((one) => one.slug === slug);
    if (!workshop) throw new Error(`the hub has no ${slug}`);
    await putRows(store, workshop.id, rows);
  } finally {
    await store.close();
  }
}

/** What people type: a word, the beginning of one, two words, one with a typing error. */
export function makeQueries(words: readonly string[], count: number): readonly string[] {
  const random = seeded(7);
  const word = () => words[Math.floor(words.length * random() ** 2)] ?? '';
  const typo = (text: string) => {
    const at = 1 + Math.floor(random() * (text.length - 2));
    return `${text.slice(0, at)}${text.slice(at + 1)}`;
  };
  const kinds = [
    word,
    () => word().slice(0, 4),
    () => `${word()} ${word()}`,
    () => typo(`${word()}${word()}`.slice(0, 9)),
    () => `${typo(word())} ${word().slice(0, 3)}`,
  ];
  return Array.from({ length: count }, (_, i) => kinds[i % kinds.length]?.() ?? '');
}
