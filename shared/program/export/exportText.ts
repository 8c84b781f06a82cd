import { cleanLine, cleanText } from '../import/source/cleanText.ts';

/** The last code point that XML 1.0 does not have. */
const NONCHARACTER = /\uffff/g;

/** Text that XML, iCalendar and JSON all can carry: line feeds, no controls, no half of a surrogate pair. */
export const exportText = (text: string): string => cleanText(text).replace(NONCHARACTER, '');

/** The same on one line. */
export const exportLine = (text: string): string => cleanLine(exportText(text));

/** A title on one line; dots where nothing of it can be written. */
export const exportTitle = (text: string): string => exportLine(text) || '…';

/** Lower-case letters and digits, joined by `joint`; empty where a text has none of them. */
export function slugOf(text: string, joint: '-' | '_'): string {
  const parts = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (parts ?? []).join(joint);
}
