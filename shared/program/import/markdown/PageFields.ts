import type { RowData } from '../../../sync/rows.ts';
import type { Moment } from '../../moment.ts';
import type { SectionTopic } from './headingWords.ts';
import { plainText } from './inlineText.ts';
import type { Ledger, SourceLine } from './Ledger.ts';
import { readMoment } from './moments.ts';
import type { Page } from './Page.ts';
import { findMode, findPlace, findZone, readZone, type Sentence } from './pageFacts.ts';
import type { PageTitle } from './pageTitle.ts';
import { allSections, type Section } from './sections.ts';

const FIELDS: ReadonlySet<SectionTopic | null> = new Set<SectionTopic>([
  ...(['title', 'acronym', 'host', 'place', 'mode', 'zone', 'first', 'last', 'state', 'summary'] as const),
]);
const LONGEST = 300;

type Facts = Partial<
  Pick<RowData<'workshop'>, 'acronym' | 'hostEvent' | 'place' | 'mode' | 'zone' | 'state'>
>;

/** The workshop's facts that stand alone under a heading or label of theirs (`Place: …`). */
export class PageFields {
  readonly #fields = new Map<SectionTopic, SourceLine>();
  readonly #sections = new Set<SourceLine | null>();
  readonly #ledger: Ledger;
  zone: string | null = null;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  readFrom(root: Section): void {
    for (const { topic, blocks, line } of allSections(root)) {
      const [block, ...more] = blocks;
      const lines = block?.kind === 'paragraph' ? block.lines : [];
      const [first] = lines;
      if (topic === null || !FIELDS.has(topic) || !first || more.length > 0 || this.#fields.has(topic))
        continue;
      const text = plainText(lines.map((one) => one.text).join(' '));
      if (text === '' || text.length > LONGEST) continue;
      this.#fields.set(topic, { line: first.line, text });
      this.#sections.add(line);
      this.#ledger.use(...lines);
    }
    this.#readZone();
  }

  /** Whether a section's text is a field that was taken. */
  has(section: Section): boolean {
    return this.#sections.has(section.line);
  }

  text(topic: SectionTopic): string | null {
    return this.#fields.get(topic)?.text ?? null;
  }

  #readZone(): void {
    const said = this.#fields.get('zone');
    if (!said) return;
    const { zone, unknown } = readZone(said.text);
    this.zone = zone;
    if (unknown !== null) this.#ledger.remark('not-understood', 'unknown-zone', said.line, unknown);
  }

  days(page: Page): { readonly first?: Moment; readonly last?: Moment } {
    const moment = (topic: SectionTopic) => {
      const said = this.#fields.get(topic);
      return said ? (readMoment(said.text, page, said.line)?.start ?? null) : null;
    };
    const first = moment('first');
    const last = moment('last');
    return { ...(first ? { first } : {}), ...(last ? { last } : {}) };
  }

  facts(title: PageTitle, sentences: readonly Sentence[], page: Page): Facts {
    const acronym = this.text('acronym') ?? title.acronym;
    const hostEvent = this.text('host') ?? title.host?.name;
    const place = this.text('place') ?? findPlace(sentences);
    const said = this.text('mode')?.toLowerCase();
    const written = (['onsite', 'online', 'hybrid'] as const).find((one) => said?.startsWith(one));
    const mode = written ?? sentences.map(({ text }) => findMode(text)).find((one) => one !== null);
    const zone = findZone(sentences);
    if (zone?.unknown) page.ledger.remark('not-understood', 'unknown-zone', zone.line, zone.unknown);
    return {
      ...(acronym ? { acronym } : {}),
      ...(hostEvent ? { hostEvent } : {}),
      ...(place ? { place } : {}),
      ...(mode ? { mode } : {}),
      ...(page.zone ? { zone: page.zone } : {}),
      ...(/cancel/i.test(this.text('state') ?? '') ? { state: 'cancelled' as const } : {}),
    };
  }
}
