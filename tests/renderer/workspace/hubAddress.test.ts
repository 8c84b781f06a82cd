import { expect, it } from 'vitest';
import { hubAddress } from '#renderer/workspace/hubAddress.ts';

it.each([
  ['hub.example.org', 'https://hub.example.org'],
  [' HUB.example.org/ ', 'https://hub.example.org'],
  ['hub.example.org:4430', 'https://hub.example.org:4430'],
  ['https://hub.example.org', 'https://hub.example.org'],
  ['http://hub.example.org', 'http://hub.example.org'],
  ['192.168.1.20:4430', 'https://192.168.1.20:4430'],
  ['localhost:4000', 'http://localhost:4000'],
  ['127.0.0.1:4000', 'http://127.0.0.1:4000'],
])('takes %s as %s', (typed, address) => {
  expect(hubAddress(typed)).toBe(address);
});

it.each([
  '',
  'hello',
  'two words',
  'https://example.org/lectern',
  'example.org?x=1',
  'ftp://example.org',
  'javascript:alert(1)',
  'https://a@example.org',
])('takes %j as no address of a hub', (typed) => {
  expect(hubAddress(typed)).toBeNull();
});
