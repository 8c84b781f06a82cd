import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { electronBinary, electronFlags, fakeDevices, newProfile } from '#tests/support/launchApp.ts';

/** What the bare page can be asked for. */
export type BarePage = {
  publish(kind: 'audio' | 'video'): Promise<void>;
  join(): Promise<number>;
  hear(): Promise<void>;
};

/** The bare page in an Electron of its own, the same as the app's. */
export async function openBare(
  address: string,
  flags: readonly string[] = [],
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      ...electronFlags(),
      ...fakeDevices,
      ...flags,
      // A page gets a microphone only from its own computer or over https, which the baseline does without.
      `--unsafely-treat-insecure-origin-as-secure=${new URL(address).origin}`,
      join(import.meta.dirname, '..', 'bareStage'),
      `--page=${address}`,
      `--user-data-dir=${newProfile()}`,
    ],
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'join' in window);
  return { app, page };
}
