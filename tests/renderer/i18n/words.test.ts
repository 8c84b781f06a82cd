import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '#renderer/i18n/en.ts';

type Words = { readonly [key: string]: string | Words };

const renderer = join(import.meta.dirname, '..', '..', '..', 'renderer');
const sources = globSync('**/*.{ts,tsx}', { cwd: renderer })
  .filter((path) => !path.startsWith(join('i18n', 'en')))
  .map((path) => readFileSync(join(renderer, path), 'utf8'))
  .join('\n');

function keysOf(words: Words, before = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : keysOf(value, `${before}${key}.`),
  );
}

/** Keys that are put together from parts, `a.${b}`, as patterns. */
const patterns = [...sources.matchAll(/`([a-zA-Z][\w.-]*\$\{[^`]*)`/g)].map(([, text = '']) => {
  const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('.+')}$`);
});

test('D4: every word of the catalog is said somewhere', () => {
  const unsaid = keysOf(en)
    .map((key) => key.replace(/_(zero|one|two|few|many|other)$/, ''))
    .filter((key) => !sources.includes(`'${key}'`) && !patterns.some((pattern) => pattern.test(key)));
  expect([...new Set(unsaid)]).toEqual([]);
});
