import MiniSearch, { type Options, type SearchOptions, type SearchResult } from 'minisearch';
import type { Cue } from '#shared/recordings/recording.ts';
import {
  type DocumentPlan,
  type SearchDocument,
  type SearchField,
  type SearchKind,
  searchFields,
  searchKinds,
} from './documents.ts';
import { markWords, type Piece, snippet } from './snippet.ts';
import { allowedTypos, fold, wordsOf } from './words.ts';

/** What is asked for. `null` asks for all kinds, all workshops. */
export type SearchQuery = {
  readonly text: string;
  readonly kind: SearchKind | null;
  /** `hub fingerprint/workshop id` */
  readonly workshop: string | null;
  /** The most hits of one kind. */
  readonly perKind: number;
};

export type SearchHit = {
  readonly id: string;
  readonly kind: SearchKind;
  readonly hub: string;
  readonly workshopId: string;
  readonly rowId: string;
  readonly title: readonly Piece[];
  /** The field it was found by and the text there; `null` where the title says it all. */
  readonly found: { readonly field: SearchField; readonly pieces: readonly Piece[] } | null;
  /** Of a hit in the captions or of a note, seconds from the recording's start. */
  readonly second: number | null;
};

export type SearchFound = {
  readonly hits: readonly SearchHit[];
  /** How many there are of each kind in the chosen workshop, whatever kind is chosen. */
  readonly counts: Readonly<Record<SearchKind, number>>;
};

/** How the index is made; the bench makes its own with the same. */
export const indexOptions: Options<SearchDocument> = {
  fields: [...searchFields],
  idField: 'id',
  tokenize: wordsOf,
  processTerm: (word) => fold(word) || null,
};

/** How it is asked: every word, whole or begun, with typing errors by its length, the title first. */
export const queryOptions: SearchOptions = {
  combineWith: 'AND',
  prefix: true,
  fuzzy: allowedTypos,
  boost: { title: 6, people: 4, topics: 3, places: 2, text: 1.5, captions: 1 },
  weights: { prefix: 0.6, fuzzy: 0.3 },
};

/** Documents between two pauses: some 20 ms of work. */
const STEP = 100;

/** A word of fewer letters says little alone. */
const SHORT = 3;

/** What of the bases on this device can be found. It knows neither Dexie nor the worker it lives in. */
export class SearchIndex {
  readonly #index = new MiniSearch(indexOptions);
  readonly #documents = new Map<string, SearchDocument>();
  readonly #signatures = new Map<string, Map<string, string>>();

  get size(): number {
    return this.#documents.size;
  }

  /**
   * Makes the documents of one workshop those of the plans; only what changed is indexed anew. Between two
   * steps of it `pause` is awaited, so that queries are answered meanwhile.
   * @returns how many were put and removed
   */
  async update(
    workshop: string,
    plans: readonly DocumentPlan[],
    pause: () => Promise<void>,
  ): Promise<{ readonly put: number; readonly removed: number }> {
    const known = this.#signatures.get(workshop) ?? new Map<string, string>();
    this.#signatures.set(workshop, known);
    const now = new Set(plans.map(({ id }) => id));
    const gone = [...known.keys()].filter((id) => !now.has(id));
    for (const id of gone) {
      this.#remove(id);
      known.delete(id);
    }
    const changed = plans.filter(({ id, signature }) => known.get(id) !== signature);
    for (const [i, plan] of changed.entries()) {
      this.#put(plan.make());
      known.set(plan.id, plan.signature);
      if (i % STEP === STEP - 1) await pause();
    }
    return { put: changed.length, removed: gone.length };
  }

  search({ text, kind, workshop, perKind }: SearchQuery): SearchFound {
    const counts = Object.fromEntries(searchKinds.map((one) => [one, 0])) as Record<SearchKind, number>;
    const chosen: { readonly document: SearchDocument; readonly result: SearchResult }[] = [];
    for (const result of this.#results(text)) {
      const document = this.#documents.get(result.id);
      if (!document || (workshop !== null && workshop !== `${document.hub}/${document.workshopId}`)) continue;
      counts[document.kind] += 1;
      if ((kind === null || kind === document.kind) && counts[document.kind] <= perKind) {
        chosen.push({ document, result });
      }
    }
    return { counts, hits: chosen.map(({ document, result }) => hitOf(document, result)) };
  }

  /** Where no document has every word, those with some of the longer ones are the better answer than none. */
  #results(text: string): readonly SearchResult[] {
    const all = this.#index.search(text, queryOptions);
    if (all.length > 0 || wordsOf(text).length < 2) return all;
    const processTerm = (word: string) => (word.length < SHORT ? null : fold(word));
    return this.#index.search(text, { ...queryOptions, combineWith: 'OR', processTerm });
  }

  #put(document: SearchDocument): void {
    this.#remove(document.id);
    this.#documents.set(document.id, document);
    this.#index.add(document);
  }

  #remove(id: string): void {
    if (this.#documents.delete(id)) this.#index.discard(id);
  }
}

function hitOf(document: SearchDocument, result: SearchResult): SearchHit {
  const { id, kind, hub, workshopId, rowId, name } = document;
  const terms = termsByField(result);
  const field = searchFields.find((one) => terms.has(one)) ?? 'title';
  const here = terms.get(field) ?? new Set<string>();
  const cue = field === 'captions' ? bestCue(document.cues, here) : null;
  return {
    id,
    kind,
    hub,
    workshopId,
    rowId,
    title: markWords(name, terms.get('title') ?? new Set()),
    found:
      field === 'title' && isWhole(name, here)
        ? null
        : { field, pieces: snippet(cue?.text ?? document[field], here) },
    second: cue?.start ?? document.second,
  };
}

/** Whether the name itself shows what the title was found by; a workshop is found by its acronym too. */
function isWhole(name: string, terms: ReadonlySet<string>): boolean {
  return wordsOf(name).some((word) => terms.has(fold(word)));
}

function termsByField({ match }: SearchResult): ReadonlyMap<string, Set<string>> {
  const terms = new Map<string, Set<string>>();
  for (const [term, fields] of Object.entries(match)) {
    for (const field of fields) {
      const of = terms.get(field) ?? new Set<string>();
      terms.set(field, of.add(term));
    }
  }
  return terms;
}

/** The first line with the most different words that were searched for. */
function bestCue(cues: readonly Cue[], terms: ReadonlySet<string>): Cue | null {
  let best: Cue | null = null;
  let most = 0;
  for (const cue of cues) {
    const held = new Set(
      wordsOf(cue.text)
        .map(fold)
        .filter((word) => terms.has(word)),
    ).size;
    if (held > most) {
      most = held;
      best = cue;
    }
  }
  return best;
}
