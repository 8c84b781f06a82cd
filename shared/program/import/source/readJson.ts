import { RefusedError } from '../../../contracts/refusals.ts';

/** No program is nested deeper. */
const DEEPEST = 64;

/** A key that one object has twice, with its line (from 1). JSON itself keeps the last. */
export type DoubleKey = { readonly key: string; readonly line: number };

/** What a file of JSON holds. */
export type ParsedJson = { readonly value: unknown; readonly doubles: readonly DoubleKey[] };

type Level = { readonly keys: Set<string> | null; awaitsKey: boolean };

/** Where the string that begins at `start` ends; -1 where it does not. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charAt(at - 1 - slashes) === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

/** Walks over JSON once, without recursion. */
class JsonScan {
  readonly doubles: DoubleKey[] = [];
  readonly #levels: Level[] = [];
  #line = 1;

  /** Takes one sign, or a whole string, and gives false where it is nested too deep. */
  take(token: string): boolean {
    const level = this.#levels.at(-1);
    if (token === '\n') this.#line += 1;
    else if (token === '{' || token === '[') {
      this.#levels.push({ keys: token === '{' ? new Set() : null, awaitsKey: token === '{' });
    } else if (token === '}' || token === ']') this.#levels.pop();
    else if (token === ',' && level) level.awaitsKey = level.keys !== null;
    else if (token === ':' && level) level.awaitsKey = false;
    else if (level?.keys && level.awaitsKey && token.startsWith('"')) {
      if (level.keys.has(token)) this.doubles.push({ key: token, line: this.#line });
      level.keys.add(token);
    }
    return this.#levels.length <= DEEPEST;
  }
}

function scanJson(text: string): readonly DoubleKey[] {
  const scan = new JsonScan();
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const end = sign === '"' ? stringEnd(text, at) : at;
    if (end < 0) break;
    if (!scan.take(end > at ? text.slice(at, Math.min(end + 1, at + 300)) : sign)) {
      throw new RefusedError('malformed', `JSON nested deeper than ${DEEPEST} levels`);
    }
    at = end;
  }
  return scan.doubles;
}

/** Parses JSON; a file that is none, or is nested without end, is refused as malformed. */
export function parseJson(text: string): ParsedJson {
  const source = text.replace(/^\ufeff/, '');
  const doubles = scanJson(source);
  try {
    return { value: JSON.parse(source), doubles };
  } catch (thrown) {
    if (thrown instanceof SyntaxError)
      throw new RefusedError('malformed', `JSON: ${thrown.message.slice(0, 200)}`);
    throw thrown;
  }
}
