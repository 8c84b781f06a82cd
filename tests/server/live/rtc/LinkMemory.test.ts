import { expect, test } from 'vitest';
import { LinkMemory } from '#server/live/rtc/LinkMemory.ts';

test('a link that nobody has measured is taken for 1 Mb/s, a measured one for what it took', () => {
  const links = new LinkMemory();
  expect(links.outgoing('ada')).toBe(1_000_000);
  links.keep('ada', 2_345_678.9);
  expect(links.outgoing('ada')).toBe(2_345_679);
  links.keep('ada', 700_000);
  expect(links.outgoing('ada')).toBe(700_000);
});

test('neither a fault nor a measurement beyond the cap is believed', () => {
  const links = new LinkMemory();
  links.keep('ada', 12);
  links.keep('ben', 1e12);
  expect([links.outgoing('ada'), links.outgoing('ben')]).toEqual([300_000, 8_000_000]);
});

test('A5: of very many the last ones are kept', () => {
  const links = new LinkMemory();
  links.keep('first', 500_000);
  for (let index = 0; index < 2_000; index += 1) links.keep(`account ${index}`, 500_000);
  expect(links.outgoing('first')).toBe(1_000_000);
  expect(links.outgoing('account 0')).toBe(500_000);
});
