import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  htmlToMarkdown,
  htmlToText,
  readMarkdown,
  readPlain,
} from '#shared/program/import/source/htmlText.ts';

describe('HTML in a text', () => {
  it.each([
    ['<p>One</p><p>Two &amp; three</p>', 'One\n\nTwo & three'],
    ['R&amp;D &lt;3 chips', 'R&D <3 chips'],
    ['A<script>alert(1)</script>B', 'AB'],
    ['A<img src=x onerror="alert(1)">B', 'AB'],
    ['A&lt;script&gt;alert(1)&lt;/script&gt;B', 'AB'],
    ['A&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;B', 'AB'],
    ['A <!-- a comment --> B', 'A  B'],
    ['A <x-card onload=go()>B', 'A B'],
    ['cut off <img src=x onerror=alert(1)', 'cut off'],
    ['<scr<script>ipt>alert(1)</scr</script>ipt>', ''],
  ])('%j becomes the words %j', (html, words) => {
    expect(htmlToText(html)).toBe(words);
    expect(htmlToText(html)).not.toMatch(/<script|onerror/i);
  });

  it.each([
    'a < b and b > c',
    'where $x<y$ and $y>z$',
    'Vec<T> in twenty minutes',
    'see <https://example.org/?a=1&copy=2> or <me@example.org>',
    'AT&T',
    'a <b and nothing more',
  ])('%j has none and stays', (text) => {
    expect(readPlain(text)).toEqual({
      text: text.replace('<b', 'b'),
      html: text.includes('<b '),
      images: false,
    });
  });
});

describe('HTML as Markdown', () => {
  it.each([
    ['<h2>Aim</h2><p>Be <b>fast</b> and <em>right</em>.</p>', '## Aim\n\nBe **fast** and *right*.'],
    ['<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
    ['<a href="https://example.org/x">here</a>', '[here](https://example.org/x)'],
    ['<a href="javascript:alert(1)">here</a>', 'here'],
    ['[here](javascript:alert(1))', 'here'],
  ])('%j is %j', (html, markdown) => {
    expect(htmlToMarkdown(html)).toBe(markdown);
  });

  it('keeps Markdown as it stands', () => {
    const text = '# Aim\n\n* one\n* `two`\n\n> said <https://example.org>';
    expect(readMarkdown(text)).toEqual({ text, html: false, images: false });
  });

  it('leaves out remote pictures, of HTML and of Markdown, and says so', () => {
    expect(readMarkdown('<img src="https://example.org/a.png">')).toEqual({
      text: '',
      html: true,
      images: true,
    });
    const shown = readMarkdown('![a chart](https://example.org/a.png)');
    expect(shown).toEqual({ text: '[a chart](https://example.org/a.png)', html: false, images: true });
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    '<script>',
    '</script',
    '<img src=x onerror=a()',
    '>',
    '&lt;',
    '&amp;',
    '<!--',
    '-->',
    '"',
    "'",
    '=',
    '<a ',
  ),
  fc.string({ maxLength: 5 }),
);

it('no mixture of tags, halves of tags and entities leaves a tag behind', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      for (const text of [htmlToText(pieces.join('')), htmlToMarkdown(pieces.join(''))]) {
        expect(text).not.toMatch(/<\/?script\b|<img\b|<a[\s>]|<!--/i);
      }
    }),
    { numRuns: 2000 },
  );
});
