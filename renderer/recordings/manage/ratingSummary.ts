import type { Row } from '#shared/sync/rows.ts';

export type RatingSummary = {
  readonly count: number;
  /** 1 to 5. */
  readonly mean: number;
  /** How many gave 5, 4, 3, 2 and 1 stars, in this order. */
  readonly spread: readonly number[];
  readonly comments: readonly { readonly id: string; readonly stars: number; readonly text: string }[];
};

/** What people made of a recording; `null` where nobody has said. */
export function ratingSummary(ratings: readonly Row<'rating'>[], recordingId: string): RatingSummary | null {
  const own = ratings.filter(({ data }) => data.recordingId === recordingId);
  if (own.length === 0) return null;
  const sum = own.reduce((all, { data }) => all + data.stars, 0);
  return {
    count: own.length,
    mean: sum / own.length,
    spread: [5, 4, 3, 2, 1].map((stars) => own.filter(({ data }) => data.stars === stars).length),
    comments: own.flatMap(({ id, data }) =>
      data.text?.trim() ? [{ id, stars: data.stars, text: data.text.trim() }] : [],
    ),
  };
}
