import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

/** Makes the catalog ready before the first paint; it is bundled, so nothing is awaited. */
export function startLanguage(): void {
  const ready = i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  ready.catch((error: unknown) => console.error('the catalog could not be loaded', error));
}
