import type { Page } from 'playwright';
import { HubNamespace } from '#tests/faults/HubNamespace.ts';
import { startHubBehind } from '#tests/faults/startHubBehind.ts';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { closeApps, openLiveRoom, openWorkshop, startApp } from '#tests/support/people.ts';
import { pictureOf } from '#tests/support/stagePages.ts';
import type { StartedHub } from '#tests/support/startHub.ts';
import { joinByClick, leaveRoom } from '../joinByClick.ts';
import { attemptThatSucceeded, firstFrameAgain } from './attemptThatSucceeded.ts';
import { beginWay, portsOf, type StepName, stepsOf, watchBack, wayBack } from './watchBack.ts';

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** A worker asks a camera for a key frame at most once a second; what comes next would wait for that. */
const settle = () => pause(1500);

/** Longer than a place is kept without its socket, so that it has to be joined anew. */
const SOCKET_AWAY = 20_000;
/** Longer than a socket and a path live without an answer, and shorter than a place is kept. */
const NETWORK_AWAY = 9_000;

async function openRoom(invite: string): Promise<RunningApp> {
  const app = await startApp({ invite });
  await openWorkshop(app.page);
  await watchBack(app.page);
  await openLiveRoom(app.page);
  return app;
}

/** Milliseconds. */
export type Return = {
  /** From when the fault was over until the attempt that succeeded began. */
  readonly waited: number;
  /** From then on until the first frame again. */
  readonly took: number;
  readonly steps: readonly StepName[];
};

/** One who speaks and one who watches, in real apps, and a network and a hub that can be broken for who watches. */
export class BackStage {
  readonly #hub: StartedHub;
  readonly #network: HubNamespace;
  readonly #speaker: RunningApp;
  readonly #attendee: Page;

  private constructor(hub: StartedHub, network: HubNamespace, speaker: RunningApp, attendee: Page) {
    this.#hub = hub;
    this.#network = network;
    this.#speaker = speaker;
    this.#attendee = attendee;
  }

  /** @throws where a network namespace cannot be had */
  static async open(): Promise<BackStage> {
    const network = await HubNamespace.create();
    const hub = await startHubBehind(network);
    try {
      const speaker = await openRoom(hub.invites.moderator);
      await speaker.page.getByRole('button', { name: 'Go live' }).click();
      await speaker.page.getByTestId('dock-mic').click();
      await speaker.page.getByTestId('dock-camera').click();
      const { page: attendee } = await openRoom(hub.invites.attendee);
      await attendee.locator(pictureOf('tile')).first().waitFor();
      return new BackStage(hub, network, speaker, attendee);
    } catch (error) {
      await closeApps();
      await hub.stop();
      await network.remove();
      throw error;
    }
  }

  /** Leaves the room, and joins it by a click. */
  async coldJoin(): Promise<number> {
    await leaveRoom(this.#attendee);
    await settle();
    return joinByClick(this.#attendee);
  }

  readonly faults = {
    socket: () =>
      this.#after(async () => {
        await this.#spareSpeaker();
        await this.#network.cutSocket(this.#hub.address);
        await pause(SOCKET_AWAY);
        await this.#network.mend();
      }),
    network: () =>
      this.#after(async () => {
        await this.#spareSpeaker();
        await this.#network.cutAll();
        await pause(NETWORK_AWAY);
        await this.#network.mend();
      }),
    /** The one that has this stage; the hub has another one where the machine has another core. */
    worker: () =>
      this.#after(async () => {
        const [port = 0] = await portsOf(this.#attendee, 'remote');
        process.kill(await this.#network.listenerAt(port), 'SIGKILL');
      }),
    hub: () =>
      this.#after(async () => {
        await this.#hub.kill();
        await this.#hub.restart();
      }),
    /** As by a changed network: every way that media has taken is closed, and another is open. */
    path: () =>
      this.#after(async () => {
        await this.#network.closeWays(await portsOf(this.#attendee, 'local'), this.#hub.address);
      }),
  };

  async close(): Promise<void> {
    await this.#network.mend();
    await closeApps();
    await this.#hub.stop();
    await this.#network.remove();
  }

  /** Only who watches is cut off. */
  async #spareSpeaker(): Promise<void> {
    const { app, page } = this.#speaker;
    await this.#network.spare('tcp', await this.#network.portsOf(app.process().pid ?? 0));
    await this.#network.spare('udp', await portsOf(page, 'local'));
  }

  /** Media is back once both ends are, so that the attempt is the later one of the two. */
  async #after(fault: () => Promise<void>): Promise<Return> {
    await settle();
    await Promise.all([beginWay(this.#speaker.page), beginWay(this.#attendee)]);
    await fault();
    const over = Date.now();
    const way = await wayBack(this.#attendee);
    const sent = await stepsOf(this.#speaker.page);
    await this.#network.mend();
    const begun = [way.steps, sent].flatMap((steps) =>
      steps.length > 0 ? [attemptThatSucceeded(steps)] : [],
    );
    const attempt = Math.max(over, ...begun);
    const took = firstFrameAgain(way, attempt) - attempt;
    return { waited: attempt - over, took, steps: way.steps.map(({ name }) => name) };
  }
}
