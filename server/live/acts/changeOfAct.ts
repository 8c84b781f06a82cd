import { applyAct } from '#shared/live/applyAct.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import { may } from '#shared/people/permissions.ts';
import type { Store } from '../../store/Store.ts';
import type { StageChat } from '../chat/StageChat.ts';
import type { Place } from '../Place.ts';
import type { StagePlaces } from '../StagePlaces.ts';
import type { RecordChange, StageRecord } from '../StageRecord.ts';
import type { StageTakes } from '../takes/StageTakes.ts';
import { assertPlayable } from './assertPlayable.ts';
import { logOfAct } from './logOfAct.ts';
import { mediaOfAct } from './mediaOfAct.ts';

export type ActScene = {
  readonly record: StageRecord;
  readonly places: StagePlaces;
  readonly chat: StageChat;
  readonly store: Pick<Store, 'row'>;
  readonly takes: Pick<StageTakes, 'assertReady'>;
};

/** `out`: those who lose their places by it. `effect`: what it does beside, once it is stored; never rejects. */
export type ActChange = RecordChange & {
  readonly out: readonly Place[];
  readonly effect: () => Promise<void>;
};

async function isFirstTime(act: StageAct, place: Place, record: StageRecord): Promise<boolean> {
  const { accountId, role } = place.participant;
  return act.kind === 'raise-hand' && !may(role, 'stage.produce') && (await record.isFirstTime(accountId));
}

/** `subject`: whom or what an act is done to, where it does not name an account. */
type Prepared = { readonly subject: string | null; readonly change?: Partial<ActChange> };

async function prepare(act: StageAct, scene: ActScene): Promise<Prepared> {
  if (act.kind === 'play')
    return { subject: await assertPlayable(scene.store, scene.record.ref.workshopId, act) };
  if (act.kind === 'start-recording') await scene.takes.assertReady();
  if (act.kind !== 'delete-message') return { subject: null };
  const { author, tell } = await scene.chat.deletion(act.messageId);
  return { subject: author, change: { unsaid: act.messageId, effect: async () => tell() } };
}

/**
 * What is to be stored for an act, and what it does to media and chat then: an act that is refused, or that could
 * not be logged, has no effect.
 */
export async function changeOfAct(act: StageAct, place: Place, scene: ActScene): Promise<ActChange> {
  const { record, places } = scene;
  const views = places.all.map((one) => one.view());
  const { accountId, name, runs } = place.participant;
  const actor = { accountId, name, runs, where: place.where };
  const firstTime = await isFirstTime(act, place, record);
  const facts = { phase: record.phase, places: views, firstTime, now: Date.now() };
  const book = applyAct(record.book, act, actor, facts);
  const { subject, change: more } = await prepare(act, scene);
  const out = places.all.filter(
    ({ participant }) =>
      (act.kind === 'remove' || act.kind === 'ban') && participant.accountId === act.accountId,
  );
  const log = [logOfAct(act, actor, { book: record.book, places: views, subject })];
  const change = { book, log, out, effect: () => mediaOfAct(act, place, places.all), ...more };
  return act.kind === 'accept' ? { ...change, turn: accountId } : change;
}
