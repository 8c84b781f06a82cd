import { exportLine } from './exportText.ts';

/** The room of what has none: both forms order a day by rooms. It is no row, and no room of the conference. */
export const NO_ROOM = 'To be announced';

/** Names by id, on one line each and no two the same: the second `Hall` is `Hall (2)`. */
export function uniqueNames(
  named: readonly (readonly [id: string, name: string])[],
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const [id, name] of named) {
    const plain = exportLine(name) || id;
    let unique = plain;
    for (let count = 2; taken.has(unique); count += 1) unique = `${plain} (${count})`;
    taken.add(unique);
    names.set(id, unique);
  }
  return names;
}

const LARGEST = 2 ** 31 - 2;

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** The whole numbers, from 1, that frab's forms name rows by: of a row's id, so that they stay, and no two the same. */
export function frabIds(ids: readonly string[]): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  const numbers = new Map<string, number>();
  for (const id of [...new Set(ids)].sort()) {
    let number = (hash(id) % LARGEST) + 1;
    while (taken.has(number)) number = (number % LARGEST) + 1;
    taken.add(number);
    numbers.set(id, number);
  }
  return numbers;
}
