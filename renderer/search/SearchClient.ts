import { assertNever } from '#shared/assertNever.ts';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { Observable } from '../sync/Observable.ts';
import type { FromSearch, ToSearch } from './messages.ts';
import type { SearchFound, SearchQuery } from './SearchIndex.ts';

/** `version` grows whenever the same query may find something else. */
export type SearchStatus =
  | { readonly state: 'reading'; readonly version: number }
  | { readonly state: 'ready'; readonly version: number }
  | { readonly state: 'failed'; readonly version: number };

type Wire = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** The window's side of the search. Only the newest query is answered; one is under way at a time. */
export class SearchClient {
  readonly status = new Observable<SearchStatus>({ state: 'reading', version: 0 });
  readonly #worker: Wire;
  #asked = 0;
  #underway: ((found: SearchFound) => void) | null = null;
  #next: { readonly query: SearchQuery; readonly done: (found: SearchFound | null) => void } | null = null;

  constructor(worker: Wire, hubs: readonly Pick<JoinedHub, 'fingerprint' | 'account'>[]) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromSearch>) => this.#hear(data);
    worker.onerror = (event) => this.#failed(event.message);
    this.#send({ type: 'open', hubs: hubs.map(({ fingerprint, account }) => ({ fingerprint, account })) });
  }

  /** `null` where a newer query took its place. */
  search(query: SearchQuery): Promise<SearchFound | null> {
    this.#next?.done(null);
    return new Promise((done) => {
      this.#next = { query, done };
      this.#ask();
    });
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(): void {
    if (this.#underway || !this.#next) return;
    const { query, done } = this.#next;
    this.#next = null;
    this.#asked += 1;
    this.#underway = done;
    this.#send({ type: 'query', id: this.#asked, query });
  }

  #hear(message: FromSearch): void {
    switch (message.type) {
      case 'found': {
        const done = this.#underway;
        this.#underway = null;
        this.#ask();
        done?.(message.found);
        return;
      }
      case 'status':
        this.status.set({ state: message.ready ? 'ready' : 'reading', version: message.version });
        return;
      case 'failed':
        this.#failed(message.message);
        return;
      default:
        assertNever(message);
    }
  }

  #failed(message: string): void {
    console.error('the search failed', message);
    this.status.set({ state: 'failed', version: this.status.get().version });
  }

  #send(message: ToSearch): void {
    this.#worker.postMessage(message);
  }
}
