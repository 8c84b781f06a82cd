/** A stretch of time on the bar, in seconds. */
export type Span = { readonly start: number; readonly end: number };
export type ChapterSpan = Span & { readonly title: string | null };

type Chapter = { readonly start: number; readonly title: string };

/** The bar cut at its chapters, without gaps; what comes before the first chapter has no title. Seconds. */
export function chapterSpans(chapters: readonly Chapter[], duration: number): readonly ChapterSpan[] {
  const known = chapters.filter(({ start }) => start < duration).sort((a, b) => a.start - b.start);
  const starts: { readonly start: number; readonly title: string | null }[] =
    known[0]?.start === 0 ? [...known] : [{ start: 0, title: null }, ...known];
  return starts
    .map(({ start, title }, i) => ({ start, end: starts[i + 1]?.start ?? duration, title }))
    .filter(({ start, end }) => end > start);
}

/** How far (0 to 1) a span is filled by what lies before `second`. */
export function filled({ start, end }: Span, second: number): number {
  return Math.min(1, Math.max(0, (second - start) / (end - start)));
}

/** The chapter that begins after a second; `undefined` in the last one. */
export function chapterAfter<C extends Chapter>(chapters: readonly C[], second: number): C | undefined {
  return chapters.find(({ start }) => start > second + 0.05);
}

/** A press within so many seconds of a chapter's start leads to the one before. */
const AT_START = 3;

/** The start of the chapter, or of the one before where this one has just begun. */
export function chapterBefore<C extends Chapter>(chapters: readonly C[], second: number): C | undefined {
  return chapters.findLast(({ start }) => start <= second - AT_START) ?? chapters[0];
}
