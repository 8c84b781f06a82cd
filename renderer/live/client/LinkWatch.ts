import { type ConnectionQuality, judgeLink, type LinkSample, readDown, readUp } from './connectionQuality.ts';
import type { Transports } from './Transports.ts';

/** Statistics have no event: they are read so often, in milliseconds. */
const EVERY = 1500;

export type LinkReading = { readonly down: ConnectionQuality; readonly up: ConnectionQuality };

/** Measures what one stay receives and sends, from `open` to `close`. */
export class LinkWatch {
  readonly #transports: Transports;
  readonly #onReading: (reading: LinkReading) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #down: LinkSample | null = null;
  #up: LinkSample | null = null;
  #closed = false;

  constructor(transports: Transports, onReading: (reading: LinkReading) => void) {
    this.#transports = transports;
    this.#onReading = onReading;
    this.#timer = setInterval(() => void this.#read(), EVERY);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
  }

  async #read(): Promise<void> {
    const { receive, send } = this.#transports;
    const [down, up] = await Promise.all([
      receive.connectionState === 'connected' ? receive.getStats().then(readDown) : null,
      send?.connectionState === 'connected' ? send.getStats().then(readUp) : null,
    ]).catch(() => [null, null] as const); // closed while it was read
    if (this.#closed) return;
    const reading = { down: judge(this.#down, down), up: judge(this.#up, up) };
    this.#down = down;
    this.#up = up;
    this.#onReading(reading);
  }
}

function judge(before: LinkSample | null, now: LinkSample | null): ConnectionQuality {
  return now === null ? 'unknown' : judgeLink(before, now);
}
