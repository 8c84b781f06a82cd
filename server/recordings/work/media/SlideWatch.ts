/** Size of the grey pictures that are looked at, and how many of them there are a second. */
export const WATCHED = { width: 96, height: 54, rate: 2 } as const;
const PIXELS = WATCHED.width * WATCHED.height;

/** Shades by which a pixel must differ to be another one; 255 is from black to white. */
const SHADES = 16;
/** A picture with less on it than this part of its pixels is empty. */
const EMPTY = 0.005;
/** So much of what was shown must be gone. */
const GONE = 0.45;
/** Pictures between the two that are compared, so that a slow change is one too. */
const LAG = 2;
/** Two changes are so many seconds apart at least. */
const APART = 2;

/** The shade that most pixels have, within 8. */
function background(picture: Uint8Array): number {
  const counts = new Uint32Array(32);
  for (const shade of picture) counts[shade >> 3] = (counts[shade >> 3] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts)) * 8 + 4;
}

/** How much of what stood out of the background of one picture is not in the next one, 0 to 1. */
function goneBetween(before: Uint8Array, after: Uint8Array): number {
  const ground = background(before);
  const isNewGround = Math.abs(background(after) - ground) > 2 * SHADES;
  let shown = 0;
  let gone = 0;
  for (const [at, shade] of before.entries()) {
    if (Math.abs(shade - ground) <= SHADES) continue;
    shown += 1;
    if (Math.abs(shade - (after[at] ?? 0)) > SHADES) gone += 1;
  }
  if (shown < PIXELS * EMPTY) return isNewGround ? 1 : 0;
  return gone / shown;
}

/**
 * Finds when another slide is shown: most of what was there is gone. What is added to a slide line by line is
 * no other slide, nor is a speaker who moves in a corner. Takes grey pictures of the size and rate of `WATCHED`.
 */
export class SlideWatch {
  /** Seconds, in order. */
  readonly changes: number[] = [];
  #pictures: Uint8Array[] = [];
  #seen = 0;
  #rest: Buffer = Buffer.alloc(0);

  /** Bytes of pictures as they come, cut anywhere. Returns how many pictures have been looked at. */
  take(bytes: Buffer): number {
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    while (rest.length >= PIXELS) {
      this.#look(Uint8Array.from(rest.subarray(0, PIXELS)));
      rest = rest.subarray(PIXELS);
    }
    this.#rest = Buffer.from(rest);
    return this.#seen;
  }

  #look(picture: Uint8Array): void {
    const [before] = this.#pictures.length === LAG ? this.#pictures : [];
    const second = this.#seen / WATCHED.rate;
    this.#pictures = [...this.#pictures, picture].slice(-LAG);
    this.#seen += 1;
    if (!before || second - (this.changes.at(-1) ?? -APART) < APART) return;
    if (goneBetween(before, picture) > GONE) this.changes.push(second);
  }
}
