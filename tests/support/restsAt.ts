import type { Locator } from 'playwright';
import { expect } from 'vitest';

/** Waits until something has stood in one place for a moment: what moves under the pointer is not pressed. */
export async function restsAt(what: Locator): Promise<void> {
  const isAtRest = async (): Promise<boolean> => {
    const before = await what.boundingBox();
    await new Promise((done) => setTimeout(done, 300));
    const after = await what.boundingBox();
    return before !== null && before.x === after?.x && before.y === after.y;
  };
  await expect.poll(isAtRest, { timeout: 30_000 }).toBe(true);
}
