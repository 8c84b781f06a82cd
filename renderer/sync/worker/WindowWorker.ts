import { fromWorker, type ToWorker, type WorkerAsk } from './messages.ts';

/** The window's end of its sync worker: says what happens, and asks main for it. */
export class WindowWorker {
  readonly #worker: Worker;

  /** `askBridge`: main's bridge as it is; what it answers is read inside the worker. */
  constructor(worker: Worker, askBridge: (name: WorkerAsk, request: unknown) => Promise<unknown>) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const read = fromWorker.safeParse(data);
      if (!read.success) {
        console.error('the sync worker sent a malformed message', read.error.message);
        return;
      }
      const { id, name, request } = read.data;
      askBridge(name, request).then(
        (answer) => this.say({ say: 'answer', id, answer }),
        (error: unknown) => {
          console.error(`main did not answer ${name}`, error);
          this.say({ say: 'answer', id, answer: { refused: 'hub-error' } });
        },
      );
    };
    worker.onerror = (event) => console.error('the sync worker failed', event.message);
  }

  say(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
