import type { CommandArgs } from '../../contracts/commands.ts';
import { IMPORT_PART_LENGTH } from '../../contracts/http.ts';
import type { Row } from '../../sync/rows.ts';
import { programKind } from '../programKinds.ts';
import type { ImportChange } from './importChange.ts';
import type { ImportFormat } from './importRecord.ts';

/** How an import reaches the hub; each call rejects with RefusedError. */
export type ImportWire = {
  readonly partsThere: (importId: string) => Promise<readonly number[]>;
  readonly putPart: (importId: string, part: number, text: string) => Promise<void>;
  /** SHA-256 of the text's UTF-8, in hex. */
  readonly hash: (text: string) => Promise<string>;
};

export type ImportSource = { readonly format: ImportFormat; readonly source: string };

/** Cuts a text into parts; never inside a surrogate pair, which would not survive UTF-8. */
export function cutParts(text: string, length = IMPORT_PART_LENGTH): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + length);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end -= 1;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

/**
 * What tells an import from the same one made again after an undo: the last rev of the program and of the
 * imports' records. Questions and votes that come meanwhile leave it as it is, so that a cut-off sending goes on.
 */
export function importRev(rows: readonly Pick<Row, 'kind' | 'rev'>[]): number {
  const own = rows.filter(({ kind }) => kind === 'import' || programKind.safeParse(kind).success);
  return own.reduce((last, { rev }) => Math.max(last, rev), 0);
}

/** A UUIDv8 of a SHA-256 in hex. */
export function importIdOf(hash: string): string {
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/**
 * Brings the parts of an import to the hub, only those that it lacks: the same changes have the same
 * import id, so sending goes on where it was cut off. `rev`: `importRev` of the rows that the plan was made
 * from. Gives the command that applies it.
 */
export async function sendImport(
  wire: ImportWire,
  changes: readonly ImportChange[],
  { format, source }: ImportSource,
  rev: number,
  onProgress: (sent: number, all: number) => void,
): Promise<CommandArgs<'program.import'>> {
  const text = JSON.stringify(changes);
  const sha256 = await wire.hash(text);
  const importId = importIdOf(await wire.hash(`${rev} ${sha256}`));
  const parts = cutParts(text);
  const there = new Set(await wire.partsThere(importId));
  let sent = 0;
  for (const [part, content] of parts.entries()) {
    if (!there.has(part)) await wire.putPart(importId, part, content);
    sent += 1;
    onProgress(sent, parts.length);
  }
  return { importId, format, source: source.slice(0, 500), parts: parts.length, sha256 };
}
