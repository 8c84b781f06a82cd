import { join } from 'node:path';
import { type JoinParts, joinHub } from '#electron/people/joinHub.ts';
import { Journals } from '#electron/sync/Journals.ts';
import type { FakeHub } from './FakeHub.ts';
import { log } from './people.ts';

/** Makes a profile folder join a hub. */
export async function joinFake(
  people: Omit<JoinParts, 'journals'>,
  hub: FakeHub,
  folder: string,
): Promise<void> {
  const onAppended = (): void => undefined;
  const journals = new Journals({ folder: join(folder, 'journal'), log, clock: Date.now, onAppended });
  await joinHub({ ...people, journals }, hub.link(), null);
  await journals.close();
}
