import { describe, expect, test } from 'vitest';
import { SegmentSpans } from '#server/live/takes/SegmentSpans.ts';

const RATE = 48_000;

/** A packet each 20 ms from a second on, each so late as `late` says. */
function feed(
  spans: SegmentSpans,
  first: number,
  from: number,
  count: number,
  late: (n: number) => number = () => 0,
) {
  let enough = false;
  for (let n = 0; n < count; n += 1) {
    const timestamp = (first + (from + n * 0.02) * RATE) % 2 ** 32;
    enough = spans.packet(timestamp, 1_000_000 + (from + n * 0.02) * 1000 + late(n));
  }
  return enough;
}

describe("L8: a segment's spans", () => {
  test('begin when the packet was sent that was least on its way', () => {
    const spans = new SegmentSpans(RATE);
    expect(spans.spans).toEqual([]);
    expect(feed(spans, 5_000, 0, 5, (n) => 40 - n * 10)).toBe(false);
    expect(spans.spans).toEqual([{ from: 1_000_000, to: null, second: 0 }]);
    expect(feed(spans, 5_000, 0.1, 10)).toBe(true);
  });

  test('end with a pause and begin anew with the next packet, at its place in the file', () => {
    const spans = new SegmentSpans(RATE);
    feed(spans, 0, 0, 20);
    spans.pause(1_002_000);
    spans.pause(1_002_500);
    spans.look();
    feed(spans, 0, 7, 3);
    expect(spans.spans).toEqual([
      { from: 1_000_000, to: 1_002_000, second: 0 },
      { from: 1_007_000, to: null, second: 7 },
    ]);
  });

  test('go on where timestamps wrap', () => {
    const spans = new SegmentSpans(RATE);
    feed(spans, 2 ** 32 - RATE, 0, 5);
    spans.pause(1_000_500);
    spans.look();
    feed(spans, 2 ** 32 - RATE, 3, 5);
    expect(spans.spans.at(-1)).toEqual({ from: 1_003_000, to: null, second: 3 });
  });

  test("are left alone by packets that come late, and begin anew where the sender's clock has drifted", () => {
    const spans = new SegmentSpans(RATE);
    feed(spans, 0, 0, 20);
    spans.look();
    feed(spans, 0, 60, 20, () => 50);
    expect(spans.spans).toHaveLength(1);
    spans.look();
    feed(spans, 0, 120, 20, () => 200);
    expect(spans.spans).toHaveLength(2);
    expect(spans.spans[1]).toMatchObject({ to: null });
    const [, drifted] = spans.spans;
    expect(Math.round((drifted?.from ?? 0) - (drifted?.second ?? 0) * 1000)).toBe(1_000_200);
  });

  test('are none of packets that were sent before the first one', () => {
    const spans = new SegmentSpans(RATE);
    spans.packet(96_000, 1_000_000);
    expect(spans.packet(48_000, 1_000_005)).toBe(false);
    expect(spans.spans).toEqual([{ from: 1_000_000, to: null, second: 0 }]);
  });
});
