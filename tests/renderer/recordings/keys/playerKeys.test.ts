import { expect, it } from 'vitest';
import { keyList, type PlayerAct, playerAct } from '#renderer/recordings/keys/playerKeys.ts';

function pressed(keys: string): PlayerAct | null {
  const parts = keys.split(' ');
  const key = parts.at(-1) ?? '';
  const arrows: Readonly<Record<string, string>> = {
    '←': 'ArrowLeft',
    '→': 'ArrowRight',
    '↑': 'ArrowUp',
    '↓': 'ArrowDown',
    Space: ' ',
  };
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return playerAct({
    key: Object.hasOwn(arrows, key) ? (arrows[key] ?? key) : key,
    ctrlKey: has('Ctrl'),
    altKey: has('Alt'),
    metaKey: has('Meta'),
    shiftKey: has('Shift'),
  });
}

it('every key of the list does something, and no two do the same but for K and Space, 0 and Home', () => {
  const acts = keyList.flatMap(({ keys }) =>
    keys.filter((key) => key !== 'Space' && key !== 'Home').map(pressed),
  );
  expect(acts).not.toContain(null);
  expect(new Set(acts.map((act) => JSON.stringify(act))).size).toBe(acts.length);
});

it('keys are as people know them', () => {
  expect(pressed('Space')).toEqual({ act: 'toggle' });
  expect(pressed('J')).toEqual({ act: 'skip', by: -10 });
  expect(pressed('→')).toEqual({ act: 'skip', by: 5 });
  expect(pressed('7')).toEqual({ act: 'part', part: 0.7 });
  expect(pressed('Home')).toEqual({ act: 'part', part: 0 });
  expect(pressed('Shift >')).toEqual({ act: 'speed', way: 1 });
  expect(pressed('Alt ←')).toEqual({ act: 'chapter', way: -1 });
  expect(pressed('Shift N')).toEqual({ act: 'note' });
  expect(pressed('n')).toEqual({ act: 'next' });
});

it('keys of the system and of the window stay theirs', () => {
  for (const keys of [
    'Ctrl k',
    'Ctrl b',
    'Meta c',
    'Alt f',
    'Ctrl Alt ←',
    'Ctrl Shift →',
    'Shift K',
    'x',
    'Tab',
  ]) {
    expect(pressed(keys), keys).toBeNull();
  }
});

it('the name of a thing that every object has is no key', () => {
  expect(pressed('constructor')).toBeNull();
  expect(pressed('toString')).toBeNull();
});
