import type { Renditions } from '../recordings/Renditions.ts';
import type { Store } from '../store/Store.ts';
import { HubClock } from './HubClock.ts';
import { type NewRow, putRows } from './putRows.ts';
import { type SampleQuestion, seedQuestions } from './seedQuestions.ts';
import { type RecordingFolder, seedRecording } from './seedRecording.ts';

export type DemoWorkshop = { readonly id: string; readonly slug: string; readonly rows: readonly NewRow[] };

/** What a demonstration begins with. */
export type DemoAssets = {
  readonly workshops: readonly DemoWorkshop[];
  readonly recordings: readonly RecordingFolder[];
  /** What the program's clock shows at the first start, in ms since 1970. */
  readonly programStart: number;
  readonly questions: readonly (SampleQuestion & { readonly workshopId: string })[];
};

const SEEDED = 'demo-seeded';
/** What a store was filled for: a demonstration never goes into a hub of workshops, nor the reverse. */
const PURPOSE = 'purpose';
export type Purpose = 'demonstration' | 'workshops';

/** True where the store is for this purpose; one that has none yet, or is an older demonstration, takes it. */
export async function claimStore(store: Store, purpose: Purpose): Promise<boolean> {
  const known = (await store.meta(PURPOSE)) ?? ((await needsSeed(store)) ? null : 'demonstration');
  if (known === null) await store.setMeta(PURPOSE, purpose);
  return known === null || known === purpose;
}

/** True where a demonstration is still to be put into the store. */
export async function needsSeed(store: Store): Promise<boolean> {
  return (await store.meta(SEEDED)) === null;
}

/** Puts workshops and their recordings into the store; what is there already stays as it is described. */
export async function seedWorkshops(
  store: Store,
  renditions: Renditions,
  assets: Pick<DemoAssets, 'workshops' | 'recordings'>,
): Promise<void> {
  const known = new Set((await store.workshops()).map((workshop) => workshop.id));
  for (const { id, slug, rows } of assets.workshops) {
    if (!known.has(id)) await store.createWorkshop(id, slug);
    await putRows(store, id, rows);
  }
  for (const recording of assets.recordings) await seedRecording(store, renditions, recording);
}

/** Puts a demonstration into the store. One that was interrupted is finished by doing it again. */
export async function seedProgram(store: Store, renditions: Renditions, assets: DemoAssets): Promise<void> {
  await seedWorkshops(store, renditions, assets);
  for (const { id } of assets.workshops) {
    const questions = assets.questions.filter((question) => question.workshopId === id);
    if (questions.length > 0) await seedQuestions(store, id, questions);
  }
  await HubClock.beginRehearsal(store, assets.programStart);
  await store.setMeta(SEEDED, '1');
}
