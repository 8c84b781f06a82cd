import { expect, it } from 'vitest';
import { hear, isDead, loudness, meterPart, nothingHeardYet } from '#renderer/live/check/hearing.ts';

const speech = 0.1;
const room = 0.004;

it('says after five seconds of nothing that nothing is heard, not before', () => {
  let hearing = nothingHeardYet;
  for (let passed = 0; passed < 4900; passed += 100) hearing = hear(hearing, room, 100);
  expect(isDead(hearing)).toBe(false);
  hearing = hear(hearing, room, 100);
  expect(isDead(hearing)).toBe(true);
});

it('lets who was heard once be silent for as long as they like', () => {
  let hearing = hear(nothingHeardYet, speech, 100);
  for (let passed = 0; passed < 60_000; passed += 100) hearing = hear(hearing, 0, 100);
  expect(hearing.heard).toBe(true);
  expect(isDead(hearing)).toBe(false);
});

it('hears somebody who speaks late', () => {
  let hearing = nothingHeardYet;
  for (let passed = 0; passed < 8000; passed += 100) hearing = hear(hearing, room, 100);
  hearing = hear(hearing, speech, 100);
  expect(isDead(hearing)).toBe(false);
  expect(hearing.heard).toBe(true);
});

it('measures the root mean square, of no samples too', () => {
  expect(loudness(new Float32Array([0.5, -0.5, 0.5, -0.5]))).toBeCloseTo(0.5);
  expect(loudness(new Float32Array())).toBe(0);
});

it('moves the meter by ear: nothing for silence, all of it for full scale, half for about -27 dB', () => {
  expect(meterPart(0)).toBe(0);
  expect(meterPart(0.0001)).toBe(0);
  expect(meterPart(1)).toBe(1);
  expect(meterPart(2)).toBe(1);
  expect(meterPart(0.0422)).toBeCloseTo(0.5, 2);
});
