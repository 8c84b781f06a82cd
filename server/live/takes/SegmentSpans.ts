import { z } from 'zod';

/**
 * A part of a segment's file without a gap: what is at `second` in the file was sent at `from` (ms since epoch by
 * the hub's clock). `to`: when it ended; `null` while it goes on, and where the hub ended in the middle of it.
 */
export const span = z.object({
  from: z.number(),
  to: z.number().nullable(),
  second: z.number().nonnegative(),
});
export type Span = Readonly<z.infer<typeof span>>;
export const spans = z.array(span);

/** Packets that are looked at to find out when a part was sent: the one that was least on its way says it. */
const LOOKED_AT = 12;
/** A sender's clock that is so far from what it was, in ms, begins a new part. */
const DRIFT = 60;
const RTP_WRAP = 2 ** 32;

/**
 * Tells when the seconds of a segment's file were sent, from some packets' RTP timestamps and when each was sent.
 * ffmpeg counts its seconds from the first packet's timestamp, through pauses too.
 */
export class SegmentSpans {
  readonly #rate: number;
  #last: number | null = null;
  /** Ticks since the first packet, of the packet seen last. */
  #ticks = 0;
  /** The least of (sent − second) among the packets of this look, in ms. */
  #origin = Number.POSITIVE_INFINITY;
  #looked = 0;
  #done: Span[] = [];
  #open: { second: number; origin: number } | null = null;

  /** `rate`: the codec's clock, in ticks a second. */
  constructor(rate: number) {
    this.#rate = rate;
  }

  get spans(): readonly Span[] {
    const open = this.#open;
    return open
      ? [...this.#done, { from: open.origin + open.second * 1000, to: null, second: open.second }]
      : this.#done;
  }

  /** Looks anew, as after a pause or now and then for a clock that drifts. */
  look(): void {
    this.#origin = Number.POSITIVE_INFINITY;
    this.#looked = 0;
  }

  /** `sent`: ms since epoch. True when enough was seen. */
  packet(timestamp: number, sent: number): boolean {
    const second = this.#secondOf(timestamp);
    if (second < 0) return false;
    this.#origin = Math.min(this.#origin, sent - second * 1000);
    this.#looked += 1;
    if (this.#open === null) this.#open = { second, origin: this.#origin };
    const enough = this.#looked >= LOOKED_AT;
    if (this.#open.origin === this.#origin) return enough;
    // Of a part that has just begun the start becomes more exact; one that is older is only left when it is wrong.
    if (second - this.#open.second < 2) this.#open.origin = Math.min(this.#open.origin, this.#origin);
    else if (enough && Math.abs(this.#open.origin - this.#origin) > DRIFT) this.#begin(second);
    return enough;
  }

  /** Nothing is sent from `at` on. */
  pause(at: number): void {
    const [open] = this.spans.slice(-1);
    if (!this.#open || !open) return;
    if (at > open.from) this.#done.push({ ...open, to: at });
    this.#open = null;
  }

  #begin(second: number): void {
    const origin = this.#origin;
    this.pause(origin + second * 1000);
    this.#open = { second, origin };
  }

  #secondOf(timestamp: number): number {
    if (this.#last === null) this.#last = timestamp;
    let step = (timestamp - this.#last) % RTP_WRAP;
    if (step > RTP_WRAP / 2) step -= RTP_WRAP;
    if (step < -RTP_WRAP / 2) step += RTP_WRAP;
    this.#last = timestamp;
    this.#ticks += step;
    return this.#ticks / this.#rate;
  }
}
