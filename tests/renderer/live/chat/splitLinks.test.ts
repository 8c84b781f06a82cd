import { describe, expect, it } from 'vitest';
import { splitLinks } from '#renderer/live/chat/splitLinks.ts';

const links = (text: string) =>
  splitLinks(text)
    .filter(({ kind }) => kind === 'link')
    .map((part) => part.text);

describe('links in a message', () => {
  it('are whole https addresses, without what ends the sentence around them', () => {
    expect(links('See https://example.org/a?b=c#d, and (https://example.org/x).')).toEqual([
      'https://example.org/a?b=c#d',
      'https://example.org/x',
    ]);
    expect(links('https://example.org/wiki/Stage_(theatre)')).toEqual([
      'https://example.org/wiki/Stage_(theatre)',
    ]);
  });

  it.each([
    ['http', 'http://example.org'],
    ['script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['our own scheme', 'lectern://join/x'],
    ['data', 'data:text/html,x'],
    ['a name and password', 'https://bank.example@evil.example/'],
    ['no host', 'https://'],
    ['a bare word', 'https://x'],
  ])('are not made of %s', (_, text) => {
    expect(splitLinks(text)).toEqual([{ kind: 'text', text }]);
  });

  it('change no character of the message', () => {
    const text = 'a https://example.org/b\nhttps://example.org/c! <https://example.org/d>';
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
