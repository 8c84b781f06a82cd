import type { Page } from 'playwright';
import { expect } from 'vitest';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { expectBack, expectMovingPicture, expectSound, pictureOf } from '#tests/support/stagePages.ts';
import type { StartedHub } from '#tests/support/startHub.ts';
import { HubNamespace } from './HubNamespace.ts';
import { killWorkers } from './killWorkers.ts';
import { startHubBehind } from './startHubBehind.ts';

/** How long somebody may take to be back once the fault is over, in ms. */
const BACK_MS = 90_000;

/** Three real apps and a real hub at the other end of a network that can be broken. */
export class FaultyStage {
  readonly hub: StartedHub;
  readonly network: HubNamespace;
  /** On the stage, with microphone and camera. */
  readonly speaker: Page;
  /** In the audience, with the second hand in the line. */
  readonly attendee: Page;
  /** In the audience, with the first hand. */
  readonly other: Page;

  private constructor(hub: StartedHub, network: HubNamespace, pages: readonly [Page, Page, Page]) {
    this.hub = hub;
    this.network = network;
    [this.speaker, this.attendee, this.other] = pages;
  }

  static async open(): Promise<FaultyStage> {
    const network = await HubNamespace.create();
    const hub = await startHubBehind(network);
    try {
      return new FaultyStage(hub, network, await FaultyStage.#fill(hub));
    } catch (error) {
      await closeApps();
      await hub.stop();
      await network.remove();
      throw error;
    }
  }

  static async #fill(hub: StartedHub): Promise<readonly [Page, Page, Page]> {
    const open = async (invite: string): Promise<Page> => {
      const { page } = await startApp({ invite });
      await openLiveRoom(page);
      return page;
    };
    const speaker = await open(hub.invites.moderator);
    await speaker.getByRole('button', { name: 'Go live' }).click();
    await speaker.getByTestId('dock-mic').click();
    await speaker.getByTestId('dock-camera').click();
    const other = await open(hub.invites.attendee2);
    await other.getByTestId('dock-hand').click();
    await other.getByRole('button', { name: /Hand up/ }).waitFor();
    const attendee = await open(hub.invites.attendee);
    await attendee.getByTestId('dock-hand').click();
    await attendee.locator(pictureOf('tile')).first().waitFor();
    return [speaker, attendee, other];
  }

  get pages(): readonly Page[] {
    return [this.speaker, this.attendee, this.other];
  }

  /** Everybody is back without a click, seen and heard, in the same place, with hands in the same line (rule L6). */
  async expectAsBefore(): Promise<void> {
    await Promise.race([this.#asBefore(), late()]);
  }

  /** Waits until everybody is told that the connection is lost. */
  async expectLost(): Promise<void> {
    await Promise.all(this.pages.map((page) => page.getByTestId('stage-reconnecting').waitFor()));
  }

  async #asBefore(): Promise<void> {
    await expectBack(...this.pages);
    await expectSound(this.attendee);
    await expectSound(this.other);
    await this.#expectPicture();
    expect(await this.speaker.getByTestId('dock-mic').getAttribute('data-on')).toBe('true');
    expect(await this.speaker.getByTestId('dock-camera').getAttribute('data-on')).toBe('true');
    await expect.poll(() => this.attendee.getByTestId('dock-hand').textContent()).toMatch(/2 in line/);
    await expect.poll(() => this.other.getByTestId('dock-hand').textContent()).toMatch(/next/);
  }

  /** Pictures may be missing while the app says that a link is weak: sound comes first (rule L4). */
  async #expectPicture(): Promise<void> {
    const trouble = this.attendee.getByTestId('stage-trouble');
    const picture = this.attendee.locator(pictureOf('tile'));
    await trouble.or(picture).first().waitFor();
    if (await trouble.isVisible()) return;
    await expectMovingPicture(this.attendee);
  }

  killWorkers(): Promise<void> {
    return killWorkers(this.hub.pid);
  }

  async close(): Promise<void> {
    await this.network.mend();
    await closeApps();
    await this.hub.stop();
    await this.network.remove();
  }
}

async function late(): Promise<never> {
  await new Promise((done) => setTimeout(done, BACK_MS).unref());
  throw new Error(`not everybody was back after ${BACK_MS / 1000} s`);
}
