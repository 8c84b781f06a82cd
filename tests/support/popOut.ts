import type { Page } from 'playwright';
import type { RunningApp } from './launchApp.ts';

/** The popped out stage, once it is drawn. */
export async function popOut({ app, page }: RunningApp): Promise<Page> {
  const opened = app.waitForEvent('window');
  await page.keyboard.press('o');
  const stage = await opened;
  await stage.getByTestId('stage-tiles').waitFor();
  return stage;
}
