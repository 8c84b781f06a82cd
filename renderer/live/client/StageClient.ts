import type { Reaction } from '#shared/live/chat.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { type CaptureSource, captureTrack } from './capture.ts';
import { captureScreen } from './captureScreen.ts';
import { mayHavePlace } from './connection.ts';
import { Joining } from './Joining.ts';
import { listenToStage } from './listenToStage.ts';
import { Publisher } from './Publisher.ts';
import { readSaving, rememberSaving } from './remembered.ts';
import { firstView, StageStore } from './StageStore.ts';
import { Staying } from './Staying.ts';
import type { Saving, ShownSize, StageControl, StageView } from './stageControl.ts';

export type StageOptions = {
  readonly wire: HubSocket;
  readonly workshopId: string;
  readonly sessionId: string;
  readonly accountId: string;
};

/**
 * One device in one stage, from the click to leaving. It brings itself back after a lost socket, a lost
 * path or a dead router (design rule L6): what goes wrong with it is in its view, not a rejection.
 */
export class StageClient implements StageControl {
  readonly #wire: HubSocket;
  readonly #store = new StageStore({ ...firstView, saving: readSaving() });
  readonly #publisher: Publisher;
  readonly #staying: Staying;
  readonly #joining: Joining;
  readonly #stopListening: () => void;

  private constructor({ wire, workshopId, sessionId, accountId }: StageOptions) {
    const store = this.#store;
    this.#wire = wire;
    this.#publisher = new Publisher(wire, captureTrack, {
      onChange: () => this.#staying.refresh(),
      onSaid: (what) => store.say(what),
    });
    const publisher = this.#publisher;
    this.#staying = new Staying({
      ...{ wire, accountId, store, publisher },
      onPath: (path) => this.#joining.path(path),
      onTrouble: (error) => this.#stumble(error),
    });
    const staying = this.#staying;
    this.#joining = new Joining({
      ...{ wire, workshopId, sessionId, store, staying },
      onOut: (left) => (left ? publisher.close() : staying.stopSending()),
    });
    this.#stopListening = listenToStage({ wire, sessionId, joining: this.#joining, staying, publisher });
  }

  /** Begins to join at once, or as soon as the socket is there. `close()` ends everything. */
  static open(options: StageOptions): StageClient {
    const client = new StageClient(options);
    if (options.wire.state === 'connected') client.#joining.dispatch({ kind: 'socket-up' });
    return client;
  }

  readonly view = (): StageView => this.#store.shown();

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  opened(): void {
    this.#joining.dispatch({ kind: 'opened' });
  }

  tryAgain(takeOver: boolean, agrees = false): void {
    if (agrees) this.#joining.agree();
    this.#joining.dispatch({ kind: 'try-again', takeOver });
  }

  async act(act: StageAct): Promise<void> {
    await this.#wire.request('stage.act', { act });
    if (act.kind === 'agree') this.#joining.agree();
  }

  async react(reaction: Reaction): Promise<void> {
    await this.#wire.request('stage.react', { reaction });
  }

  async toggle(source: CaptureSource): Promise<void> {
    await this.#try(async () => {
      switch (this.#publisher.state(source).kind) {
        case 'starting':
          return this.#publisher.stop(source);
        case 'on':
          return source === 'camera' ? this.#publisher.stop(source) : this.#publisher.mute();
        default:
          return this.#publisher.start(source);
      }
    });
  }

  talk(held: boolean): Promise<void> {
    return this.#try(() => this.#publisher.talk(held));
  }

  showScreen(sound: boolean): Promise<void> {
    return this.#try(() => this.#publisher.show(() => captureScreen(sound), sound));
  }

  stopScreen(): Promise<void> {
    return this.#try(() => this.#publisher.stop('screen'));
  }

  changeDevice(source: CaptureSource): Promise<void> {
    return this.#try(() => this.#publisher.changeDevice(source));
  }

  watch(accountId: string, source: 'camera' | 'screen', size: ShownSize): void {
    if (this.#staying.watching.watch(accountId, source, size)) this.#staying.reflow();
  }

  keepShown(kept: boolean): void {
    this.#staying.watching.keptShown = kept;
    this.#staying.reflow();
  }

  setSaving(saving: Saving): void {
    rememberSaving(saving);
    this.#staying.watching.saving = saving;
    this.#store.show({ saving });
    this.#staying.reflow();
  }

  close(): void {
    const { connection } = this.#store.view();
    if (connection.kind === 'left') return;
    this.#joining.dispatch({ kind: 'leave' });
    this.#stopListening();
    if (!mayHavePlace(connection) || this.#wire.state !== 'connected') return;
    this.#wire.request('stage.leave', {}).catch((error: unknown) => {
      console.warn('the hub did not hear that we left the stage; the socket will tell it', error);
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#stumble(error);
    }
  }

  #stumble(error: unknown): void {
    console.warn('the stage failed; it is entered anew', error);
    this.#joining.dispatch({ kind: 'stumbled' });
  }
}
