import { useTranslation } from 'react-i18next';
import type { Locale } from '#shared/program/momentWords.ts';

/** English dates are written day first: `20 June 2020`. */
const DATE_LANGUAGE: Readonly<Record<string, string>> = { en: 'en-GB' };

/** The language of the interface and the reader's own zone. */
export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return {
    language: DATE_LANGUAGE[i18n.language] ?? i18n.language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
