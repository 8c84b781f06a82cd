import type { Row } from '../../sync/rows.ts';
import type { ProgramKind } from '../programKinds.ts';

/** A page of the app that an exported entry leads back to. */
export type PageOf = { readonly kind: 'workshop' | 'session' | 'talk' | 'person'; readonly id: string };

/** What an export is made from. */
export type ExportSource = {
  /** The rows of one workshop that the reader may see (rule S4), and never more. */
  readonly rows: readonly Row[];
  /** The `lectern://` (or web) address of a page. */
  readonly link: (page: PageOf) => string;
};

/** Why a row is not in an exported file. */
export const leftOutReasons = [
  /** Nobody has said when it is. */
  'no-start',
  /** Only its year is known. */
  'only-a-year',
  /** Its day is known and its time is not, and the format has no place for that. */
  'no-time-of-day',
  /** The format has no cancelled entries. */
  'cancelled',
  /** The format has no breaks. */
  'break',
  /** It is not in the workshop any more. */
  'gone',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export type LeftOut = {
  readonly kind: ProgramKind;
  readonly id: string;
  readonly title: string;
  readonly why: LeftOutReason;
};

/** A file's text, with everything that it could not take, by name. */
export type Exported = {
  readonly text: string;
  /** Entries of the schedule or calendar, or rows of the program, that are in the file. */
  readonly entries: number;
  readonly leftOut: readonly LeftOut[];
};
