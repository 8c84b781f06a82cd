import { expect, test } from 'vitest';
import { nextSpeaker } from '#server/live/rtc/nextSpeaker.ts';

const heard = (volumes: Record<string, number>) =>
  Object.entries(volumes).map(([producerId, volume]) => ({ producerId, volume }));

test('the loudest is the one who speaks, and nobody when all are silent', () => {
  expect(nextSpeaker(null, heard({ ada: -40, ben: -22, eve: -50 }))).toBe('ben');
  expect(nextSpeaker('ben', [])).toBeNull();
});

test('whoever speaks goes on until silent or drowned, not for a cough of another', () => {
  expect(nextSpeaker('ada', heard({ ada: -30, ben: -27 }))).toBe('ada');
  expect(nextSpeaker('ada', heard({ ada: -30, ben: -20 }))).toBe('ben');
  expect(nextSpeaker('ada', heard({ ben: -55 }))).toBe('ben');
});
