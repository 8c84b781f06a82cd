import { RefusedError } from '#shared/contracts/refusals.ts';
import { runsStage } from '#shared/live/stageRules.ts';
import type { Access } from '../people/Access.ts';
import type { Store } from '../store/Store.ts';
import type { Participant } from './Place.ts';
import type { StageRef } from './StageRecord.ts';

/** What a workshop's program says of a stage. */
export type StageTerms = {
  /** Who chairs the session (rule Q6). */
  readonly chairIds: readonly string[];
  /** People agree before they are recorded (rule L8). */
  readonly asks: boolean;
};

/** Who comes to a stage, and on what terms, as hub and program know it now. */
export class People {
  readonly #store: Pick<Store, 'row'>;
  readonly #access: Pick<Access, 'account' | 'membership'>;

  constructor(store: Pick<Store, 'row'>, access: Pick<Access, 'account' | 'membership'>) {
    this.#store = store;
    this.#access = access;
  }

  /** `null` where the session is none with a stage. */
  async termsNow({ workshopId, sessionId }: StageRef): Promise<StageTerms | null> {
    const session = await this.#store.row(workshopId, 'session', sessionId);
    if (!session?.data.live) return null;
    const workshop = await this.#store.row(workshopId, 'workshop', workshopId);
    return { chairIds: session.data.chairIds, asks: workshop?.data.asksConsent ?? false };
  }

  /** Refuses not-found where the session is none with a stage. */
  async terms(ref: StageRef): Promise<StageTerms> {
    const terms = await this.termsNow(ref);
    if (!terms) throw new RefusedError('not-found', 'live session');
    return terms;
  }

  /**
   * Refuses not-a-member; and not-found as `terms` does, but on a stage in use, whose `known` terms hold where its
   * session is gone from the program: those inside end what they are at.
   */
  async participant(accountId: string, ref: StageRef, known?: StageTerms): Promise<Participant> {
    const { role, personId } = await this.#access.membership(accountId, ref.workshopId);
    const terms = (await this.termsNow(ref)) ?? known;
    if (!terms) throw new RefusedError('not-found', 'live session');
    const { chairIds } = terms;
    const { id, name } = await this.#access.account(accountId);
    return { accountId: id, name, role, runs: runsStage(role, personId, chairIds) };
  }
}
