import { RefusedError } from '#shared/contracts/refusals.ts';
import { type ByteRange, chunkRange, chunksOf } from '#shared/recordings/chunks.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import type { Rendition } from './Rendition.ts';

type Open = { readonly isGranted: () => boolean; readonly end: (error: unknown) => void };

/** What is being played: streams of verified chunks, each ended at once when it is granted no more. */
export class MediaStreams {
  readonly #log: Log;
  readonly #open = new Set<Open>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Design rule M8. */
  endWithdrawn(): void {
    for (const stream of [...this.#open]) {
      if (!stream.isGranted()) stream.end(new RefusedError('not-allowed', 'withdrawn while it played'));
    }
  }

  /** One verified chunk per pull, as long as it is granted; an error ends the stream, never other bytes. */
  open(
    rendition: Rendition,
    { start, end }: ByteRange,
    isGranted: () => boolean,
  ): ReadableStream<Uint8Array> {
    const { first, last } = chunksOf({ start, end });
    const playing = rendition.playing(first);
    const stop = new AbortController();
    const close = (stream: Open): void => {
      this.#open.delete(stream);
      playing.leave();
      stop.abort(new Error('the stream has ended'));
    };
    let index = first;
    let stream: Open | null = null;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const opened: Open = {
            isGranted,
            end: (error) => {
              close(opened);
              this.#log.warn(`media: chunk ${index}: ${errorLine(error)}`);
              controller.error(error);
            },
          };
          stream = opened;
          this.#open.add(opened);
        },
        pull: async (controller) => {
          try {
            const chunk = await rendition.chunk(index, stop.signal);
            if (!stream || !this.#open.has(stream)) return;
            if (!isGranted()) throw new RefusedError('not-allowed', 'withdrawn while it played');
            const offset = chunkRange(rendition.manifest, index).start;
            controller.enqueue(
              new Uint8Array(
                chunk.subarray(Math.max(0, start - offset), Math.min(chunk.length, end + 1 - offset)),
              ),
            );
            playing.served(index);
            index += 1;
            if (index <= last) return;
            close(stream);
            controller.close();
          } catch (error) {
            if (stream && this.#open.has(stream)) stream.end(error);
          }
        },
        cancel: () => {
          if (stream) close(stream);
        },
      },
      { highWaterMark: 0 },
    );
  }
}
