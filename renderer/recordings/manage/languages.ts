/** Languages that are offered for captions (BCP 47), before those of the workshop itself. */
const offered = [
  'ar',
  'bg',
  'ca',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fa',
  'fi',
  'fr',
  'he',
  'hi',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'nl',
  'no',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sr',
  'sv',
  'th',
  'tr',
  'uk',
  'vi',
  'zh-Hans',
  'zh-Hant',
];

export type Language = { readonly tag: string; readonly name: string };

/** The name of a language in another one; the tag itself where it has none. */
export function languageName(tag: string, shown: string): string {
  try {
    return new Intl.DisplayNames(shown, { type: 'language' }).of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

/** What can be chosen, by name in the language of the interface. `first`: stands before the others. */
export function languagesToChoose(shown: string, first: readonly string[]): readonly Language[] {
  const named = (tag: string): Language => ({ tag, name: languageName(tag, shown) });
  const others = offered.filter((tag) => !first.includes(tag)).map(named);
  const order = new Intl.Collator(shown);
  return [...new Set(first)].map(named).concat(others.sort((a, b) => order.compare(a.name, b.name)));
}
