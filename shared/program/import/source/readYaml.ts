import { parseDocument } from 'yaml';
import { RefusedError } from '../../../contracts/refusals.ts';

/** Longer YAML than any event's, whose reader is slow. */
const LONGEST_YAML = 8_000_000;
const DEEPEST_INDENT = 400;

/** YAML opens lists and maps in brackets too; no file of an event nests them deeper. */
function nestedTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[{\]}]|^[ \t-]{400,}/gm)) {
    if (bracket.length >= DEEPEST_INDENT) return true;
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > DEEPEST_INDENT) return true;
  }
  return false;
}

/** Parses YAML 1.2; aliases are bounded, and a file that is none is refused as malformed. */
export function parseYaml(text: string): unknown {
  if (text.length > LONGEST_YAML) throw new RefusedError('too-large', 'YAML of over 8 MB');
  if (nestedTooDeep(text)) throw new RefusedError('malformed', 'YAML nested without end');
  try {
    const document = parseDocument(text.replace(/^\ufeff/, ''), { uniqueKeys: false, prettyErrors: false });
    const [error] = document.errors;
    if (error) throw new RefusedError('malformed', `YAML: ${error.message.slice(0, 200)}`);
    return document.toJS({ maxAliasCount: 100 });
  } catch (thrown) {
    const endless = thrown instanceof ReferenceError || thrown instanceof RangeError;
    if (!endless) throw thrown;
    throw new RefusedError('malformed', `YAML: ${thrown.message.slice(0, 200)}`);
  }
}
