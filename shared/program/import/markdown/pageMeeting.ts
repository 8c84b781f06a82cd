import { keyPart, shortName } from './DraftRows.ts';
import type { Page } from './Page.ts';
import type { Sentence } from './pageFacts.ts';
import { sharesIn } from './phaseText.ts';
import { allSections, type Section } from './sections.ts';

const MEETINGS = [
  [/\b(?:this|the) (?:bof|birds[ -]of[ -]a[ -]feather)\b/i, 'bof'],
  [/\b(?:this|the) panel (?:will|discusses|is)\b/i, 'panel'],
] as const;

/**
 * A page that is about one meeting, and has no other program, is a session by itself: a BoF or a panel, with
 * the parts that the page divides it into.
 */
export function putMeeting(page: Page, title: string, root: Section, sentences: readonly Sentence[]): void {
  const hasProgram = [...allSections(root)].some(({ topic }) => topic === 'program' || topic === 'session');
  if (hasProgram || page.rows.count('session') > 0) return;
  for (const [words, kind] of MEETINGS) {
    const told = sentences.find(({ text }) => words.test(text));
    if (!told) continue;
    const shares = sentences.map(({ text }) => sharesIn(text)).filter((phases) => phases.length > 0);
    const longest = shares.sort((a, b) => lengthOf(b) - lengthOf(a))[0] ?? [];
    const data = { kind, title: shortName(title), live: true, phases: [...longest], order: 0 };
    page.rows.add('session', keyPart(title), data, told.line);
    return;
  }
}

const lengthOf = (phases: readonly { readonly title: string }[]): number =>
  phases.reduce((sum, { title }) => sum + title.length, 0);
