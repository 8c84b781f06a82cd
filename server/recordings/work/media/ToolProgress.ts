/** Reads what `ffmpeg -progress` prints, and says how far it is: a part of `duration`, in seconds. */
export class ToolProgress {
  readonly #duration: number;
  readonly #report: (part: number) => void;
  #rest = '';

  constructor(duration: number, report: (part: number) => void) {
    this.#duration = duration;
    this.#report = report;
  }

  take(bytes: Buffer): void {
    const lines = (this.#rest + bytes.toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const [name, value] = line.split('=');
      const seconds = name === 'out_time_us' ? Number(value) / 1_000_000 : Number.NaN;
      if (Number.isFinite(seconds)) this.#report(Math.min(1, Math.max(0, seconds / this.#duration)));
    }
  }
}
