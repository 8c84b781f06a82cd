import { join } from 'node:path';
import { z } from 'zod';
import { mediaSpace } from '#shared/contracts/ipcDownloads.ts';
import { defaultMargin } from '#shared/recordings/margin.ts';
import { JsonFile } from '../../files/JsonFile.ts';
import type { Log } from '../../files/Log.ts';

const settings = mediaSpace.pick({ budget: true, margin: true }).extend({
  /** A folder that the person chose, and what its marker says; `null` is the profile's own. */
  folder: z.object({ path: z.string(), id: z.uuid() }).nullable(),
});
export type SpaceSettings = Readonly<z.infer<typeof settings>>;

const use = z.object({
  /** Milliseconds since the epoch: when it was last played, when its last chunk came. */
  watchedAt: z.number().nullable(),
  storedAt: z.number().nullable(),
  kept: z.boolean(),
});
export type Use = Readonly<z.infer<typeof use>>;
const uses = z.record(z.string(), use);
export type Uses = Readonly<z.infer<typeof uses>>;

const hint = z.object({ recordingId: z.uuid(), starred: z.boolean(), watched: z.boolean() });
export type Hint = Readonly<z.infer<typeof hint>>;
const hints = z.record(z.string(), z.array(hint));
export type Hints = Readonly<z.infer<typeof hints>>;

/** A move of the folder that is not over. */
const moveRecord = z.object({
  from: z.string(),
  to: z.string(),
  id: z.uuid(),
  /** What the new folder had before, by `placeKey`; `null` where it was made for this. */
  before: z.array(z.string()).nullable().default(null),
});
export type MoveRecord = Readonly<z.infer<typeof moveRecord>>;

export type SpaceFiles = {
  readonly settings: JsonFile<SpaceSettings>;
  readonly uses: JsonFile<Uses>;
  readonly hints: JsonFile<Hints>;
  readonly move: JsonFile<MoveRecord | null>;
};

/** What the profile remembers of its recordings, wherever those are: a disk that is away is nothing forgotten. */
export function spaceFiles(folder: string, log: Log): SpaceFiles {
  const file = <T>(name: string, schema: z.ZodType<T>, empty: T): JsonFile<T> =>
    new JsonFile({ path: join(folder, name), schema, empty, log });
  return {
    settings: file<SpaceSettings>('space.json', settings, {
      folder: null,
      budget: null,
      margin: defaultMargin,
    }),
    uses: file<Uses>('uses.json', uses, {}),
    hints: file<Hints>('hints.json', hints, {}),
    move: file<MoveRecord | null>('move.json', moveRecord.nullable(), null),
  };
}
