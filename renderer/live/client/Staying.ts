import type { Device } from 'mediasoup-client';
import type { SocketNotice, SocketReply } from '#shared/contracts/socket.ts';
import type { Place, StageState } from '#shared/live/stage.ts';
import { mayBeOnAir } from '#shared/live/stageRules.ts';
import { newerState } from '#shared/live/stageStateFor.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { worseOf } from './connectionQuality.ts';
import { type LinkReading, LinkWatch } from './LinkWatch.ts';
import { linkTrouble } from './linkTrouble.ts';
import type { Publisher } from './Publisher.ts';
import { nextRelief, noRelief } from './relief.ts';
import type { StageStore } from './StageStore.ts';
import { Stay } from './Stay.ts';
import type { MediaPath } from './Transports.ts';
import { Watching } from './Watching.ts';

export type StayingOptions = {
  readonly wire: HubSocket;
  readonly accountId: string;
  readonly store: StageStore;
  readonly publisher: Publisher;
  readonly onPath: (path: MediaPath) => void;
  /** What joining anew may mend. */
  readonly onTrouble: (error: unknown) => void;
};

/** Being in the room: the media of the stay there is, kept in step with the hub's states. */
export class Staying {
  readonly watching: Watching;
  readonly #options: StayingOptions;
  #stay: Stay | null = null;
  #links: LinkWatch | null = null;
  /** The newest state since the last `stage.join`. */
  #known: StageState | null = null;
  #reading: LinkReading = { down: 'unknown', up: 'unknown' };
  /** Going up and down the stage and making its transports anew, one after another. */
  #moves: Promise<void> = Promise.resolve();

  constructor(options: StayingOptions) {
    this.#options = options;
    this.watching = new Watching(options.store.view().saving);
  }

  /** What there is of media now; another one after every join. */
  get stay(): Stay | null {
    return this.#stay;
  }

  /** Resolves when the sound and the picture that came with the join are there, or cannot be had. */
  get first(): Promise<unknown> {
    return this.#stay?.first ?? Promise.resolve();
  }

  get path(): MediaPath {
    return this.#stay?.transports.path ?? 'idle';
  }

  /** A join is sent: no state from before counts any more. */
  forget(): void {
    this.#known = null;
  }

  /** Whether the state is newer than what was known. */
  learn(state: StageState): boolean {
    const newest = newerState(this.#known, state);
    if (newest === this.#known) return false;
    this.#known = newest;
    this.#options.store.show({ stage: state });
    const own = this.#ownPlace(state);
    if (!mayBeOnAir(state.phase)) this.stopSending();
    else if (own) this.#try(this.#options.publisher.limit(own.airs));
    return true;
  }

  /** Media for a new place; rejects where they cannot be had. */
  async begin(device: Device, joined: SocketReply<'stage.join'>): Promise<void> {
    const { wire, accountId, publisher, onPath, onTrouble } = this.#options;
    const stay = new Stay(device, wire, joined, accountId, {
      onPath: (path) => stay === this.#stay && onPath(path),
      onChange: () => stay === this.#stay && this.refresh(),
      onBroken: (error) => stay === this.#stay && onTrouble(error),
      flowOf: this.watching.flowOf,
    });
    this.#stay = stay;
    this.#links = new LinkWatch(stay.transports, (reading) => this.#measured(reading));
    if (this.#known) stay.follow(this.#known);
    await publisher.attach(stay.transports);
    if (stay === this.#stay) this.follow();
  }

  end(): void {
    this.#stay?.parentClosed();
    this.#stay = null;
    this.#links?.close();
    this.#links = null;
    this.#reading = { down: 'unknown', up: 'unknown' };
    this.watching.relief = noRelief;
    this.#options.publisher.parentClosed();
    this.#options.store.show({
      speaker: null,
      quality: 'unknown',
      uplinks: {},
      trouble: null,
      relief: 'none',
    });
    this.refresh();
  }

  /** Brings what is received and sent in line with the newest state. */
  follow(): void {
    const state = this.#known;
    const stay = this.#stay;
    if (!state || !stay) return;
    stay.follow(state);
    const own = this.#ownPlace(state);
    if (!own) return;
    const { publisher } = this.#options;
    this.#try(this.#move(stay));
    this.#try(publisher.heed(own.producers));
  }

  /** The place is ours again over a new socket, with its media as they were; the hub tells again what is not well. */
  resumed(): void {
    const own = this.#known && this.#ownPlace(this.#known);
    this.follow();
    this.#stay?.resumed();
    this.#options.store.show({ uplinks: {} });
    this.#judge();
    if (own) this.#try(this.#options.publisher.resumed(own.producers));
  }

  async restartIce(): Promise<void> {
    await this.#stay?.transports.restartIce();
  }

  /** New transports in the same place. */
  async renew(): Promise<void> {
    const stay = this.#stay;
    await this.#inTurn(async () => {
      if (!stay || stay !== this.#stay || !this.#known) return;
      const sends = await stay.renew(this.#known);
      if (sends && stay === this.#stay) await this.#options.publisher.attach(stay.transports);
    });
  }

  reflow(): void {
    this.#stay?.reflow();
  }

  heard(accountId: string | null): void {
    const { store } = this.#options;
    const lastSpeaker = accountId ?? store.view().lastSpeaker;
    store.show({ speaker: accountId, lastSpeaker });
    this.watching.speaker = lastSpeaker;
    if (this.watching.saving === 'data') this.reflow();
  }

  uplinksChanged(changed: SocketNotice<'stage.uplinks'>['uplinks']): void {
    const { store } = this.#options;
    store.show({ uplinks: { ...store.view().uplinks, ...changed } });
    this.#judge();
  }

  layersChanged({ consumerId, spatial }: SocketNotice<'stage.layers'>): void {
    this.#stay?.layersChanged(consumerId, spatial);
  }

  stopSending(): void {
    this.#try(this.#options.publisher.limit(null));
  }

  refresh(): void {
    const { store, publisher } = this.#options;
    store.show({
      remote: this.#stay?.remote ?? [],
      failed: this.#stay?.failed ?? [],
      microphone: publisher.state('microphone'),
      camera: publisher.state('camera'),
      screen: publisher.state('screen'),
    });
  }

  /** Up to the stage from the audience, and down again, in the same place (rule L3). */
  #move(stay: Stay): Promise<void> {
    const { transports } = stay;
    return this.#inTurn(async () => {
      const own = this.#known && this.#ownPlace(this.#known);
      if (stay !== this.#stay || !own) return;
      const isUp = own.where === 'stage';
      if (isUp === (transports.send !== null)) return;
      if (!isUp) return transports.closeSend();
      await transports.openSend();
      if (stay === this.#stay) await this.#options.publisher.attach(transports);
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#moves.then(work);
    this.#moves = turn.catch(() => undefined);
    return turn;
  }

  #measured(reading: LinkReading): void {
    this.#reading = reading;
    this.#options.store.show({ quality: worseOf(reading.down, reading.up) });
    this.#judge();
    const before = this.watching.relief;
    // What is lost on somebody else's way to the hub does not come back by taking less.
    const theirs = this.#options.store.view().trouble?.who === 'them';
    const down = theirs && reading.down === 'poor' ? 'fair' : reading.down;
    this.watching.relief = nextRelief(before, down, performance.now());
    const { relief } = this.watching.relief;
    if (before.relief === relief) return;
    this.#options.store.show({ relief });
    this.reflow();
  }

  #judge(): void {
    const { store, accountId } = this.#options;
    const { stage, lastSpeaker, uplinks } = store.view();
    const senders = (stage?.places ?? [])
      .filter((place) => place.accountId !== accountId && place.producers.some(({ paused }) => !paused))
      .map((place) => place.accountId);
    const input = { ownAccountId: accountId, ...this.#reading, uplinks, senders, speaker: lastSpeaker };
    store.show({ trouble: linkTrouble(input) });
  }

  #ownPlace(state: StageState): Place | undefined {
    return state.places.find((place) => place.accountId === this.#options.accountId);
  }

  /** What fails in a stay that is gone by then belongs to that stay. */
  #try(work: Promise<void>): void {
    const stay = this.#stay;
    work.catch((error: unknown) => {
      if (stay === this.#stay) this.#options.onTrouble(error);
    });
  }
}
