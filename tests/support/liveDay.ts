import type { Page } from 'playwright';
import { z } from 'zod';
import { joinedHub } from '#shared/contracts/ipc.ts';
import { fakeDevices, type RunningApp } from './launchApp.ts';
import { openLiveRoom, openWorkshop, startApp } from './people.ts';

type Look = { readonly width: number; readonly height: number };
/** The least that the window takes: six apps paint on one machine. */
const small: Look = { width: 900, height: 600 };

async function accountOf(page: Page): Promise<string> {
  const told = await page.evaluate(() => window.lectern.ask('hubs.list', {}));
  const [hub] = z.object({ ok: z.array(joinedHub) }).parse(told).ok;
  if (!hub) throw new Error('no account at a hub');
  return hub.account.id;
}

async function resize({ app }: RunningApp, look: Look): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
  }, look);
}

/** Flags of an app with fake devices in which a screen is chosen as by a person. */
export const realScreens = ['--use-fake-device-for-media-stream'];

const blinking = `data:text/html,<style>
  body { animation: blink 1s infinite alternate } @keyframes blink { from { background: black } to { background: white } }
</style>`;

/** Opens a window beside the app's own that never stands still, for a screen that is shown. Returns what closes it. */
export async function moveOnScreen({ app }: RunningApp): Promise<() => Promise<void>> {
  const opened = await app.evaluateHandle(async ({ BrowserWindow }, address) => {
    const window = new BrowserWindow({
      x: 0,
      y: 0,
      width: 640,
      height: 480,
      frame: false,
      alwaysOnTop: true,
    });
    await window.loadURL(address);
    return window;
  }, blinking);
  return () => opened.evaluate((window) => window.destroy());
}

type Present = { readonly app: RunningApp; readonly account: string };

/** The people at a stage, each in an app of their own. */
export class StageCast<Name extends string> {
  readonly #present = new Map<Name, Present>();

  /** Starts an app in a small window and goes to the live room. */
  async enters(name: Name, invite: string, flags: readonly string[] = fakeDevices): Promise<Page> {
    const app = await startApp({ invite, flags });
    await resize(app, small);
    await openLiveRoom(app.page);
    this.#present.set(name, { app, account: await accountOf(app.page) });
    return app.page;
  }

  app(name: Name): RunningApp {
    return this.#of(name).app;
  }

  page(name: Name): Page {
    return this.#of(name).app.page;
  }

  pages(...names: readonly Name[]): readonly Page[] {
    return names.map((name) => this.page(name));
  }

  /** Their id at the hub. */
  accountOf(name: Name): string {
    return this.#of(name).account;
  }

  #of(name: Name): Present {
    const found = this.#present.get(name);
    if (!found) throw new Error(`${name} is not here`);
    return found;
  }
}

async function turn(page: Page, source: 'mic' | 'camera', on: boolean): Promise<void> {
  await page.getByTestId(`dock-${source}`).click();
  await page.locator(`[data-testid=dock-${source}][data-on=${on}]`).waitFor();
}

export const turnOn = (page: Page, source: 'mic' | 'camera') => turn(page, source, true);
export const turnOff = (page: Page, source: 'mic' | 'camera') => turn(page, source, false);

/**
 * One of two speaks, and then the other: all fake microphones sound alike, so that at who speaks the other one's
 * sound would be taken for an echo of the own.
 */
export async function passTheWord(from: Page, to: Page): Promise<void> {
  await turn(from, 'mic', false);
  await turn(to, 'mic', true);
}

/** Answers who is on the stage when its recording begins, or comes up while it goes on. */
export async function agreeOnStage(page: Page): Promise<void> {
  const asked = page.getByRole('dialog', { name: 'This session is now recorded' });
  await asked.getByRole('button', { name: 'Agree' }).click();
  await asked.waitFor({ state: 'detached' });
}

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Beside the stage' });

export const showTab = (page: Page, name: RegExp) => panelOf(page).getByRole('radio', { name }).click();

/** Invites who has the hand up, to be heard. */
export async function inviteOntoStage(chair: Page, account: string): Promise<void> {
  await chair
    .getByTestId(`hand-${account}`)
    .getByRole('button', { name: /^Invite/ })
    .click();
  await chair.getByRole('menuitem', { name: 'With sound', exact: true }).click();
}

export async function bringBack(chair: Page, account: string): Promise<void> {
  await showTab(chair, /People/);
  const row = panelOf(chair).getByTestId(`person-${account}`);
  await row.getByRole('button', { name: /What can be done about/ }).click();
  await chair.getByRole('menuitem', { name: 'Bring back to the audience' }).click();
}

/** An organizer lets everybody watch what was recorded of a session. */
export async function releaseRecording(invite: string, title: string): Promise<void> {
  const { page, close } = await startApp({ invite });
  await openWorkshop(page);
  await page.getByRole('button', { name: 'For organizers' }).click();
  await page.getByRole('menuitem', { name: 'Recordings…' }).click();
  await page.getByRole('option', { name: title }).click();
  await page.getByRole('region', { name: title }).getByRole('button', { name: 'Release now' }).click();
  await page.getByRole('option', { name: title }).getByText('Open', { exact: true }).waitFor();
  await close();
}

/** On a workshop's page; what was watched may be here already, or come before the click. */
export async function downloadAll(page: Page): Promise<void> {
  const ask = page.getByRole('button', { name: /^Download all/ });
  const here = page.getByRole('button', { name: /All on this computer$/ }).first();
  await ask.or(here).first().waitFor();
  if (await ask.isVisible()) await ask.click({ timeout: 5000 }).catch(() => here.waitFor());
  await here.waitFor({ timeout: 60_000 });
}

/** Goes to a session's page, where what was recorded of it is watched. */
export async function openSessionPage(page: Page, title: string): Promise<void> {
  await openWorkshop(page);
  await page.getByRole('main').getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}
