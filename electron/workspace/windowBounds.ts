import { join } from 'node:path';
import { z } from 'zod';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';

const area = z.object({ x: z.int(), y: z.int(), width: z.int().min(900), height: z.int().min(600) });
/** In device-independent pixels. */
export type Area = Readonly<z.infer<typeof area>>;
const remembered = z.object({ area, maximized: z.boolean() }).nullable();
export type Remembered = Readonly<z.infer<typeof remembered>>;

export function boundsFile(folder: string, log: Log): JsonFile<Remembered> {
  return new JsonFile({ path: join(folder, 'window.json'), schema: remembered, empty: null, log });
}

/** Whether a person could take hold of a window there: its title bar's middle lies on a display. */
export function isReachable(window: Area, displays: readonly Area[]): boolean {
  const x = window.x + window.width / 2;
  const y = window.y + 16;
  return displays.some((d) => x >= d.x && x < d.x + d.width && y >= d.y && y < d.y + d.height);
}
