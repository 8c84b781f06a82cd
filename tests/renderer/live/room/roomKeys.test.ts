import { expect, it } from 'vitest';
import { keyList, roomAct } from '#renderer/live/room/roomKeys.ts';
import { readBounds } from '#renderer/live/room/usePopOut.ts';

const plain = { ctrlKey: false, altKey: false, metaKey: false, repeat: false };

it.each([
  ['m', 'microphone'],
  ['M', 'microphone'],
  ['v', 'camera'],
  ['s', 'screen'],
  ['h', 'hand'],
  ['l', 'layout'],
  ['p', 'pin'],
  ['c', 'captions'],
  ['o', 'window'],
  ['?', 'keys'],
  ['x', null],
  ['constructor', null],
])('the key %s asks for %s', (key, act) => {
  expect(roomAct({ ...plain, key })).toBe(act);
});

it.each(['ctrlKey', 'altKey', 'metaKey', 'repeat'] as const)(
  'with %s a key is not the room’s',
  (modifier) => {
    expect(roomAct({ ...plain, key: 'm', [modifier]: true })).toBeNull();
  },
);

it('every key of the list does something, but Space, which is held', () => {
  for (const { keys } of keyList) {
    for (const key of keys) expect(key === 'Space' || roomAct({ ...plain, key }) !== null).toBe(true);
  }
});

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another shape', '{"left":1}'],
  ['a part of a pixel', '{"left":1.5,"top":2,"width":300,"height":300}'],
  ['no size', '{"left":1,"top":2,"width":0,"height":0}'],
])('the place of the window is forgotten where %s was stored', (_, stored) => {
  expect(readBounds(stored)).toBeNull();
});

it('the place of the window is read as it was stored, on a screen to the left too', () => {
  const bounds = { left: -1200, top: 40, width: 640, height: 400 };
  expect(readBounds(JSON.stringify(bounds))).toEqual(bounds);
});
