import type { Page } from 'playwright';
import { fakeDevices, launchApp, type RunningApp, waitForJoined } from './launchApp.ts';

/** The workshop that the rehearsal plays, and its talk with a recording. */
export const rehearsed = {
  name: /MLHPCS/,
  talk: /Deploying machine learning/i,
} as const;

const running = new Set<RunningApp>();

/** Starts an app for one person and waits until the program is there. Closed by `closeApps`. */
export async function startApp(options: {
  readonly invite?: string | undefined;
  readonly profile?: string;
  readonly flags?: readonly string[];
}): Promise<RunningApp> {
  const app = await launchApp({ flags: fakeDevices, ...options });
  running.add(app);
  if (options.invite && !options.profile) await waitForJoined(app.page);
  await app.page.getByRole('link', { name: rehearsed.name }).first().waitFor();
  return app;
}

/** Ends whatever `startApp` started and a test did not end itself. */
export async function closeApps(): Promise<void> {
  for (const app of running) {
    if (!app.hasEnded()) await app.close();
  }
  running.clear();
}

/** The picture of the one player. */
export const playerVideo = 'section[aria-label="Player"] video';

export async function openWorkshop(page: Page, name: RegExp = rehearsed.name): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name }).first();
  const program = page.getByRole('main').getByRole('heading', { name: 'Program' });
  await link.click();
  // After joining the page is loaded anew (rule D6), and a click just before that is lost.
  await program.waitFor({ timeout: 10_000 }).catch(() => link.click());
  await program.waitFor();
}

export async function openTalk(page: Page, title: RegExp = rehearsed.talk): Promise<void> {
  await openWorkshop(page);
  await page.getByRole('main').getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Goes to the live room of the rehearsed workshop by its card. */
export async function openLiveRoom(page: Page): Promise<void> {
  await openWorkshop(page);
  await page
    .getByRole('main')
    .getByRole('link', { name: /live room|Open the stage|Join|Look inside/ })
    .first()
    .click();
  const check = page.getByTestId('check-skip');
  const phase = page.getByTestId('stage-phase');
  await check.or(phase).first().waitFor();
  if (await check.isVisible()) await check.click();
  await phase.waitFor();
}

/** The window of an app that has joined by an invite and is in the live room. */
export async function startInLiveRoom(invite: string): Promise<Page> {
  const { page } = await startApp({ invite });
  await openLiveRoom(page);
  return page;
}
