import { expect, test } from 'vitest';
import { isOwnAddress } from '#server/people/isOwnAddress.ts';

const local = 'http://127.0.0.1:7340';
const named = 'https://hub.example.org';

test.each([
  [named, named, true],
  [`${named}/`, named, true],
  ['https://hub.example.org:8443', named, false],
  ['http://hub.example.org', named, false],
  ['https://elsewhere.example', named, false],
  [local, named, false],
  [local, local, true],
  ['http://127.0.0.1:7999', local, true],
  ['http://localhost:7340', local, true],
  ['http://[::1]:7340', local, true],
  ['https://127.0.0.1:7340', local, false],
  ['https://elsewhere.example', local, false],
])('A1: whether an app that dialled %s reached the hub at %s itself: %s', (asked, own, is) => {
  expect(isOwnAddress(asked, own)).toBe(is);
});
