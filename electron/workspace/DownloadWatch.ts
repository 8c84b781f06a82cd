import type { IpcNotice } from '#shared/contracts/ipc.ts';
import { type BarProgress, type Batch, barProgress, emptyBatch, finishedBy, nextBatch } from './progress.ts';

type Options = {
  readonly showProgress: (progress: BarProgress) => void;
  readonly onFinished: (finished: { readonly workshop: string | null; readonly count: number }) => void;
};

/** Follows the downloads for what the system shows of them: its bar, and a word when a workshop is complete. */
export class DownloadWatch {
  readonly #options: Options;
  #batch: Batch = emptyBatch;
  #shown = '';

  constructor(options: Options) {
    this.#options = options;
  }

  hear({ ref, download }: IpcNotice<'downloads.changed'>, workshop: string | null): void {
    const finished = finishedBy(this.#batch, ref, download);
    this.#batch = nextBatch(this.#batch, ref, download);
    this.#show();
    if (finished) this.#options.onFinished({ workshop, count: finished.count });
  }

  #show(): void {
    const progress = barProgress(this.#batch);
    const shown = JSON.stringify(progress);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#options.showProgress(progress);
  }
}
