import { expect, it } from 'vitest';
import { chosenTrack } from '#renderer/recordings/captions/chosenTrack.ts';

const track = (language: string) => ({ language, hash: 'a'.repeat(64) });
const tracks = [track('pt-BR'), track('en'), track('de')];
const chosen = (wanted: string | null, spoken: string) => chosenTrack(tracks, wanted, spoken)?.language;

it('captions are in the language that was chosen, else in what is spoken, else the first ones', () => {
  expect(chosen('de', 'en')).toBe('de');
  expect(chosen(null, 'en')).toBe('en');
  expect(chosen('fr', 'en')).toBe('en');
  expect(chosen('fr', 'it')).toBe('pt-BR');
});

it('a language finds its variants, and a variant its language', () => {
  expect(chosen('pt', 'en')).toBe('pt-BR');
  expect(chosen('EN-gb', 'de')).toBe('en');
});

it('a recording without captions has none to show', () => {
  expect(chosenTrack([], 'de', 'en')).toBeUndefined();
});
