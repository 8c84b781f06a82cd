import type { RowInput } from '../../sync/rows.ts';
import type { ProgramKind } from '../programKinds.ts';
import type { ImportFormat } from './importRecord.ts';

/** Where in its source something stands: a line (from 1), or a path such as `talks[3].start`. */
export type Where =
  | { readonly file?: string; readonly line: number }
  | { readonly file?: string; readonly path: string };

/**
 * Something that an import says of its source. `not-understood`: has no place in a program and is left
 * out; `repaired`: broken, and mended as told; `assumed`: read in one of several possible ways;
 * `left-out`: a whole row that cannot be taken over, while the others can.
 */
export type ImportNote = {
  readonly level: 'not-understood' | 'repaired' | 'assumed' | 'left-out';
  readonly reason: ImportNoteReason;
  readonly where: Where;
  /** What stands there, at most 200 characters. */
  readonly text: string;
};

/** The closed list; each has its sentence in the app's catalog. */
export const importNoteReasons = [
  'template-text',
  'comment',
  'no-place-for-it',
  'unknown-field',
  'broken-characters',
  'html-removed',
  'misspelt-heading',
  'unterminated-fence',
  'address-unobfuscated',
  'missing-title',
  'missing-name',
  'missing-time',
  'bad-date',
  'date-without-year',
  'affiliations-assumed',
  'audience-assumed',
  'end-before-start',
  'unknown-zone',
  'zone-assumed',
  'start-assumed',
  'past-midnight',
  'unknown-room',
  'unknown-track',
  'unknown-person',
  'unknown-session',
  'duplicate-id',
  'same-name',
  'parallel-loop',
  'bad-link',
  'remote-image',
  'bad-row',
  'too-long',
] as const;
export type ImportNoteReason = (typeof importNoteReasons)[number];

/**
 * A row as its source states it. References (`roomId`, `sessionId`, `personId` of a speaker, `chairIds`,
 * `covers`) hold the `key` of another draft row in place of an id. A field that the source cannot say is
 * absent and stays as it is at the hub; one that the source leaves empty is `null` or empty.
 */
export type DraftRow<K extends ProgramKind = ProgramKind> = {
  readonly [P in K]: {
    readonly kind: P;
    /** Unique in the draft for its kind, stable over exports of the same source: `pretalx:talk/G9JGWY`. */
    readonly key: string;
    /** The key first, then other names by which an earlier import may have known the row. */
    readonly externalIds: readonly string[];
    readonly data: Partial<Omit<RowInput<P>, 'externalIds'>>;
    readonly where: Where;
  };
}[K];

/** A source, read: nothing is decided about ids or about what the hub has already. */
export type ProgramDraft = {
  readonly format: ImportFormat;
  /** Exactly one row of kind `workshop`, and it comes first. */
  readonly rows: readonly DraftRow[];
  readonly notes: readonly ImportNote[];
};

/** A file as it was dropped, opened or fetched. A folder is several, with `/` in their names. */
export type SourceFile = { readonly name: string; readonly bytes: Uint8Array };
