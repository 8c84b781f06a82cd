/** What a key asks of the live room. */
export type RoomAct =
  | 'microphone'
  | 'camera'
  | 'screen'
  | 'hand'
  | 'layout'
  | 'pin'
  | 'captions'
  | 'window'
  | 'keys';

export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat'>;

const acts: Readonly<Record<string, RoomAct>> = {
  m: 'microphone',
  v: 'camera',
  s: 'screen',
  h: 'hand',
  l: 'layout',
  p: 'pin',
  c: 'captions',
  o: 'window',
  '?': 'keys',
};

/** What a key press asks of the room; `null` for what is not the room's. A held key asks once. */
export function roomAct({ key, ctrlKey, altKey, metaKey, repeat }: Pressed): RoomAct | null {
  if (ctrlKey || altKey || metaKey || repeat) return null;
  const name = key.toLowerCase();
  return Object.hasOwn(acts, name) ? (acts[name] ?? null) : null;
}

const OTHERS_KEYS =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const PRESSED = 'button, a, summary, [role="button"], [role="switch"], [role="radio"], [role="tab"]';

/** True where a key belongs to what has the focus: a field, a menu, a dialog. */
export function isTyping(target: Element | null): boolean {
  return target?.closest(OTHERS_KEYS) != null;
}

/** True where Space presses what has the focus, as it does for whoever came there by keyboard. */
export function takesSpace(target: Element | null): boolean {
  return isTyping(target) || target?.closest(PRESSED) != null;
}

/** The list of the keys, as people read it. */
export const keyList = [
  { words: 'microphone', keys: ['M'] },
  { words: 'talk', keys: ['Space'] },
  { words: 'camera', keys: ['V'] },
  { words: 'screen', keys: ['S'] },
  { words: 'hand', keys: ['H'] },
  { words: 'layout', keys: ['L'] },
  { words: 'pin', keys: ['P'] },
  { words: 'captions', keys: ['C'] },
  { words: 'window', keys: ['O'] },
  { words: 'list', keys: ['?'] },
] as const;
