import type { Question, QuestionState } from '#shared/questions/question.ts';
import { stageOfQuestion } from '#shared/questions/stageOfQuestion.ts';
import type { Store } from '../../store/Store.ts';

const PAGE = 500;

/** The questions of one stage's board as they are put live and taken away again. */
export class QuestionWatch {
  readonly #store: Store;
  readonly #ref: { readonly workshopId: string; readonly sessionId: string };
  readonly #told: (questionId: string, state: QuestionState) => void;
  readonly #live = new Set<string>();
  #rev = 0;

  /** `told` hears of a question that is live now, and of one that was, with what it became. */
  constructor(
    store: Store,
    ref: { readonly workshopId: string; readonly sessionId: string },
    told: (questionId: string, state: QuestionState) => void,
  ) {
    this.#store = store;
    this.#ref = ref;
    this.#told = told;
  }

  /** Reads all of them at first, and from then on what has changed. One at a time. */
  async look(): Promise<void> {
    const { workshopId } = this.#ref;
    const head = (await this.#store.workshop(workshopId))?.head ?? 0;
    if (this.#rev === 0) {
      for (const { id, data } of await this.#store.rows(workshopId, 'question')) await this.#see(id, data);
      this.#rev = head;
    }
    while (this.#rev < head) {
      const page = await this.#store.page(workshopId, this.#rev, head, PAGE);
      for (const { change } of page) {
        if (change.kind !== 'question') continue;
        const question = await this.#store.row(workshopId, 'question', change.id);
        await this.#see(change.id, question?.data ?? null);
      }
      this.#rev = page.length < PAGE ? head : (page.at(-1)?.change.rev ?? head);
    }
  }

  async #see(id: string, question: Question | null): Promise<void> {
    const { workshopId, sessionId } = this.#ref;
    if (question?.state !== 'live') {
      if (this.#live.delete(id)) this.#told(id, question?.state ?? 'withdrawn');
      return;
    }
    if (this.#live.has(id)) return;
    const sessions = await this.#store.rows(workshopId, 'session');
    const talks = await this.#store.rows(workshopId, 'talk');
    if (stageOfQuestion(question, sessions, talks) !== sessionId) return;
    this.#live.add(id);
    this.#told(id, 'live');
  }
}
