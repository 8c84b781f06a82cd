/** What a key asks of the player. */
export type PlayerAct =
  | { readonly act: 'toggle' | 'mute' | 'captions' | 'full' | 'theatre' | 'pip' | 'next' | 'ask' }
  | { readonly act: 'bookmark' | 'note' | 'keys' | 'end' }
  /** Seconds from here. */
  | { readonly act: 'skip'; readonly by: number }
  /** 0 to 1 of the whole. */
  | { readonly act: 'part'; readonly part: number }
  | { readonly act: 'speed' | 'chapter' | 'frame' | 'volume'; readonly way: 1 | -1 };

export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

const plain: Readonly<Record<string, PlayerAct>> = {
  ' ': { act: 'toggle' },
  k: { act: 'toggle' },
  j: { act: 'skip', by: -10 },
  l: { act: 'skip', by: 10 },
  arrowleft: { act: 'skip', by: -5 },
  arrowright: { act: 'skip', by: 5 },
  arrowup: { act: 'volume', way: 1 },
  arrowdown: { act: 'volume', way: -1 },
  m: { act: 'mute' },
  c: { act: 'captions' },
  f: { act: 'full' },
  t: { act: 'theatre' },
  p: { act: 'pip' },
  n: { act: 'next' },
  q: { act: 'ask' },
  b: { act: 'bookmark' },
  home: { act: 'part', part: 0 },
  end: { act: 'end' },
  ',': { act: 'frame', way: -1 },
  '.': { act: 'frame', way: 1 },
};

/** Keys that some keyboards have only with Shift. */
const typed: Readonly<Record<string, PlayerAct>> = {
  '<': { act: 'speed', way: -1 },
  '>': { act: 'speed', way: 1 },
  '?': { act: 'keys' },
};

const of = (table: Readonly<Record<string, PlayerAct>>, key: string): PlayerAct | null =>
  Object.hasOwn(table, key) ? (table[key] ?? null) : null;

/** What a key press asks of the player; `null` for what is not the player's. */
export function playerAct({ key, ctrlKey, altKey, metaKey, shiftKey }: Pressed): PlayerAct | null {
  const name = key.toLowerCase();
  if (metaKey) return null;
  if (ctrlKey || altKey) {
    if (shiftKey || (ctrlKey && altKey)) return null;
    if (name === 'arrowright') return { act: 'chapter', way: 1 };
    return name === 'arrowleft' ? { act: 'chapter', way: -1 } : null;
  }
  const said = of(typed, key);
  if (said) return said;
  if (shiftKey) return name === 'n' ? { act: 'note' } : null;
  if (/^\d$/.test(key)) return { act: 'part', part: Number(key) / 10 };
  return of(plain, name);
}

/** Where a key is somebody else's: fields, menus, dialogs. */
const TYPING =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';
const PRESSED = 'button, a, [role="button"], [role="switch"], [role="radio"]';

/** True where a key belongs to what has the focus and not to the player. */
export function isOwnKey(target: Element | null, key: string): boolean {
  if (target?.closest(TYPING)) return true;
  return key === ' ' && target?.closest(PRESSED) != null;
}

/** The list of the keys, as people read it. */
export const keyList = [
  { words: 'play', keys: ['K', 'Space'] },
  { words: 'ten', keys: ['J', 'L'] },
  { words: 'five', keys: ['←', '→'] },
  { words: 'chapter', keys: ['Ctrl ←', 'Ctrl →'] },
  { words: 'part', keys: ['0', '9'] },
  { words: 'ends', keys: ['Home', 'End'] },
  { words: 'frame', keys: [',', '.'] },
  { words: 'speed', keys: ['<', '>'] },
  { words: 'volume', keys: ['↑', '↓'] },
  { words: 'mute', keys: ['M'] },
  { words: 'captions', keys: ['C'] },
  { words: 'full', keys: ['F'] },
  { words: 'theatre', keys: ['T'] },
  { words: 'pip', keys: ['P'] },
  { words: 'next', keys: ['N'] },
  { words: 'ask', keys: ['Q'] },
  { words: 'bookmark', keys: ['B'] },
  { words: 'note', keys: ['Shift N'] },
  { words: 'list', keys: ['?'] },
] as const;
