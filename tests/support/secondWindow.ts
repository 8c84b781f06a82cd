import type { Page } from 'playwright';
import type { RunningApp } from './launchApp.ts';
import { rehearsed } from './people.ts';

/** Opens another window of the same profile by the menu, and waits until the program is there. */
export async function secondWindow({ app }: RunningApp): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((one) => one.submenu?.items ?? []) ?? [];
    items.find((one) => one.label === 'New Window')?.click();
  });
  const page = await opened;
  await page.getByRole('link', { name: rehearsed.name }).first().waitFor();
  return page;
}
