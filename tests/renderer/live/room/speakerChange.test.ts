import { expect, it } from 'vitest';
import { type Speaker, speakerChange } from '#renderer/live/room/speakerChange.ts';

const speaker = (id: string, groupId = id): Speaker => ({ id, groupId, label: `The ${id}` });
const [headset, laptop, screen] = [speaker('headset'), speaker('laptop'), speaker('screen')];
const system = (of: Speaker) => speaker('default', of.groupId);

it('the chosen speaker is gone: the system’s own is used, by the name of its device', () => {
  const before = [system(laptop), headset, laptop];
  expect(speakerChange('headset', before, [system(laptop), laptop])).toEqual({
    kind: 'gone',
    label: 'The laptop',
  });
});

it('the system’s own is gone with nobody having chosen it: what the system uses now is named', () => {
  const before = [system(headset), headset, laptop];
  for (const chosen of [null, 'default', 'forgotten']) {
    expect(speakerChange(chosen, before, [system(laptop), laptop])).toEqual({
      kind: 'gone',
      label: 'The laptop',
    });
  }
});

it('no name is given where the system does not tell what it uses', () => {
  const nameless = speaker('default', 'nothing');
  expect(speakerChange('headset', [nameless, headset], [nameless])).toEqual({ kind: 'gone', label: '' });
  expect(speakerChange(null, [nameless, headset], [nameless])).toBeNull();
});

it('the chosen speaker is back', () => {
  expect(speakerChange('headset', [system(laptop), laptop], [system(laptop), headset, laptop])).toEqual({
    kind: 'back',
  });
});

it.each([
  ['another one came', [system(laptop), headset, laptop], [system(laptop), headset, laptop, screen]],
  ['another one went', [system(laptop), headset, laptop, screen], [system(laptop), headset, laptop]],
  ['the system’s own is another one', [system(laptop), headset, laptop], [system(headset), headset, laptop]],
  ['none were known before', [], [system(laptop), laptop]],
  ['none are told of', [system(laptop), headset, laptop], []],
])('nothing is said where %s', (_, before, after) => {
  expect(speakerChange('headset', before, after)).toBeNull();
});
