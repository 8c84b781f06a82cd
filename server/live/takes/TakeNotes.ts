import { isDeepStrictEqual } from 'node:util';
import type { Store } from '../../store/Store.ts';
import { QuestionWatch } from './QuestionWatch.ts';
import type { TakeStage } from './StageTakes.ts';
import type { TakeRow, TakeRows } from './TakeRows.ts';
import type { TakeEventBody } from './takeEvent.ts';

export type NotesOptions = {
  readonly row: TakeRow;
  readonly store: Store;
  readonly rows: TakeRows;
  /** Runs the tasks of a key in order, each until it succeeds. */
  readonly untilDone: (key: 'rows' | 'questions', task: () => Promise<void>) => void;
};

/** Notes what is shown, asked and played during a take, each at the time at which it is told. */
export class TakeNotes {
  readonly #options: NotesOptions;
  readonly #questions: QuestionWatch;
  readonly #last = new Map<TakeEventBody['kind'], TakeEventBody>();
  #seq: number;

  /** `seq`: of the last event that is stored, 0 where there is none. */
  constructor(options: NotesOptions, seq: number) {
    this.#options = options;
    this.#seq = seq;
    this.#questions = new QuestionWatch(options.store, options.row, (questionId, state) =>
      this.#put({ kind: 'question', questionId, state }),
    );
  }

  follow({ phase, spotlight, playing }: TakeStage): void {
    this.#note({ kind: 'phase', phase });
    this.#note({ kind: 'spotlight', accountId: spotlight });
    this.#note({ kind: 'playing', playing });
  }

  heard(accountId: string | null): void {
    this.#note({ kind: 'speaker', accountId });
  }

  lookAtQuestions(): void {
    this.#options.untilDone('questions', () => this.#questions.look());
  }

  /** Only what differs from what was noted last of its kind. */
  #note(body: TakeEventBody): void {
    if (isDeepStrictEqual(this.#last.get(body.kind), body)) return;
    this.#last.set(body.kind, body);
    this.#put(body);
  }

  #put(body: TakeEventBody): void {
    const { rows, row, untilDone } = this.#options;
    this.#seq += 1;
    const [seq, at] = [this.#seq, Date.now()];
    untilDone('rows', () => rows.addEvent(row.id, seq, at, body));
  }
}
