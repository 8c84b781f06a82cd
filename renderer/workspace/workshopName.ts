import { momentTime } from '#shared/program/momentTime.ts';
import type { Workshop } from '#shared/program/workshop.ts';

/** What a workshop is called where room is short: its acronym with its year, else its title. */
export function workshopName(workshop: Workshop): string {
  if (!workshop.acronym) return workshop.title;
  if (/\d{4}|'\d\d/.test(workshop.acronym)) return workshop.acronym;
  const at = momentTime(workshop.first);
  return at === null ? workshop.acronym : `${workshop.acronym} ${new Date(at).getUTCFullYear()}`;
}

/** Its two letters: of the acronym where there is one. */
export function workshopLetters(workshop: Workshop): string {
  const from = workshop.acronym ?? workshop.title;
  const words = from.split(/[^\p{L}\p{N}]+/u).filter((word) => /^\p{Lu}/u.test(word));
  const letters = words.length > 1 ? words.map((word) => word[0]).join('') : from;
  return letters.slice(0, 2).toLocaleUpperCase();
}
