import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketNotice, SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import { mayMovePhase, type StagePhase, type StageState } from '#shared/live/stage.ts';
import { mayBeOnAir, mayEnter, mayHear } from '#shared/live/stageRules.ts';
import { type StageRoll, stageStateFor } from '#shared/live/stageStateFor.ts';
import { may } from '#shared/people/permissions.ts';
import type { SocketClient } from '../socket/SocketClient.ts';
import type { StageStore } from '../store/Store.ts';
import { type Participant, Place } from './Place.ts';
import { PlaceMedia } from './PlaceMedia.ts';
import type { RtcWorkers } from './RtcWorkers.ts';
import { StageRouter } from './StageRouter.ts';

export type StageRef = { readonly workshopId: string; readonly sessionId: string };

export type StageSurroundings = {
  readonly store: StageStore;
  readonly workers: RtcWorkers;
  /** Runs a change that the stage itself comes up with after those under way. */
  readonly later: (change: () => Promise<void>) => void;
};

type LostWhy = SocketNotice<'stage.lost'>['why'];

/**
 * The live room of a session. Its changes (`enter`, `leave`, `setPhase`, `produce`, …) must run one after
 * the other: `Live` sees to that with a queue per session. Each is stored, then announced (rule L7).
 */
export class Stage {
  readonly ref: StageRef;
  readonly #around: StageSurroundings;
  readonly #places = new Map<string, Place>();
  #router: StageRouter | null = null;
  #seq: number;
  #phase: StagePhase;
  #speaker: string | null = null;

  private constructor(ref: StageRef, around: StageSurroundings, seq: number, phase: StagePhase) {
    this.ref = ref;
    this.#around = around;
    this.#seq = seq;
    this.#phase = phase;
  }

  /** The stage as it was stored; places do not outlive the hub that held them. */
  static async open(ref: StageRef, around: StageSurroundings): Promise<Stage> {
    const stored = await around.store.readStage(ref.sessionId);
    return new Stage(ref, around, stored?.seq ?? 0, stored?.phase ?? 'closed');
  }

  get empty(): boolean {
    return this.#places.size === 0;
  }

  get routerId(): string | null {
    return this.#router?.id ?? null;
  }

  stateFor(place: Place): StageState {
    return stageStateFor(this.#roll(), place.participant);
  }

  /** A fresh place; the account's former one is closed. Refuses stage-closed and place-taken. */
  async enter(participant: Participant, client: SocketClient, takeOver: boolean): Promise<Place> {
    if (!mayEnter(participant.role, this.#phase)) throw new RefusedError('stage-closed', this.#phase);
    const former = this.#places.get(participant.accountId);
    const otherDevice = former !== undefined && former.client.deviceId !== client.deviceId;
    if (otherDevice && !takeOver) throw new RefusedError('place-taken');
    const media = new PlaceMedia(await this.#liveRouter(), () => this.#around.later(() => this.#commit()));
    const place = new Place(participant, client, media);
    if (otherDevice) this.lose(former, 'taken-over');
    former?.close();
    this.#places.set(participant.accountId, place);
    try {
      await this.#commit();
    } catch (error) {
      this.#forget(place);
      throw error;
    }
    if (place.closed) throw new RefusedError('wrong-state', 'the router died');
    return place;
  }

  async leave(place: Place): Promise<void> {
    if (place.closed) return;
    this.#forget(place);
    await this.#commit();
  }

  placeOf(accountId: string): Place | undefined {
    return this.#places.get(accountId);
  }

  /** Tells the holder of a place that it is lost. */
  lose(place: Place, why: LostWhy): void {
    place.client.notify('stage.lost', { sessionId: this.ref.sessionId, why });
  }

  /** The place of an account whose role changed: who may not produce any more loses the producers (rule L1). */
  async setRole(place: Place, role: Participant['role']): Promise<void> {
    if (place.closed || place.participant.role === role) return;
    place.becomes(role);
    if (!may(role, 'stage.produce')) place.media.closeProducers();
    if (!mayHear(place.where, this.#phase)) place.media.closeConsumers();
    await this.#commit();
  }

  /** Rule L2. Who leaves the range of hearing loses the consumers, who leaves the air the producers. */
  async setPhase(phase: StagePhase): Promise<void> {
    if (phase === this.#phase) throw new RefusedError('already-done');
    if (!mayMovePhase(this.#phase, phase)) {
      throw new RefusedError('wrong-state', `${this.#phase} to ${phase}`);
    }
    await this.#commit(phase);
    for (const place of this.#places.values()) {
      if (!mayBeOnAir(phase)) place.media.closeProducers();
      if (!mayHear(place.where, phase)) place.media.closeConsumers();
    }
  }

  /** Rule L1: only from the stage. `participant` as it is now, not as it was when it joined. */
  async produce(place: Place, role: Participant['role'], request: SocketRequest<'stage.produce'>) {
    if (place.where !== 'stage' || !may(role, 'stage.produce')) throw new RefusedError('not-allowed');
    if (!mayBeOnAir(this.#phase)) throw new RefusedError('stage-closed', this.#phase);
    const producer = await place.media.produce(request);
    try {
      await this.#commit();
    } catch (error) {
      producer.close();
      throw error;
    }
    return { producerId: producer.id };
  }

  async changeProducer(place: Place, producerId: string, change: 'pause' | 'resume' | 'close') {
    await place.media.producer(producerId)[change]();
    await this.#commit();
  }

  /** Refuses what this place may not hear now, and what is not on this very stage. */
  async consume(
    place: Place,
    request: SocketRequest<'stage.consume'>,
  ): Promise<SocketReply<'stage.consume'>> {
    if (!mayHear(place.where, this.#phase)) throw new RefusedError('stage-closed', this.#phase);
    if (place.media.hasProducer(request.producerId)) throw new RefusedError('not-allowed', 'your own');
    if (!this.#holder(request.producerId)) throw new RefusedError('not-found', 'producer');
    const consumer = await place.media.consume(request).catch((error: unknown) => {
      if (!this.#holder(request.producerId)) throw new RefusedError('not-found', 'producer');
      throw error;
    });
    if (!mayHear(place.where, this.#phase)) {
      consumer.close();
      throw new RefusedError('stage-closed', this.#phase);
    }
    const { id, producerId, kind, rtpParameters } = consumer;
    return { consumerId: id, producerId, kind, rtpParameters } as SocketReply<'stage.consume'>;
  }

  close(): void {
    for (const place of this.#places.values()) place.close();
    this.#places.clear();
    this.#router?.close();
    this.#router = null;
  }

  async #liveRouter(): Promise<StageRouter> {
    if (this.#router && !this.#router.closed) return this.#router;
    const rtc = await this.#around.workers.pick();
    const router = await StageRouter.create(rtc, {
      died: () => this.#routerDied(router),
      speaker: (producerId) => this.#heard(producerId),
    });
    this.#router = router;
    return router;
  }

  #routerDied(router: StageRouter): void {
    if (this.#router !== router) return;
    this.#router = null;
    this.#speaker = null;
    for (const place of this.#places.values()) {
      this.lose(place, 'router-died');
      place.close();
    }
    this.#places.clear();
    this.#around.later(() => this.#commit());
  }

  #heard(producerId: string | null): void {
    const accountId = (producerId && this.#holder(producerId)?.participant.accountId) || null;
    if (accountId === this.#speaker) return;
    this.#speaker = accountId;
    for (const place of this.#places.values()) {
      if (!mayHear(place.where, this.#phase)) continue;
      place.client.notify('stage.speaker', { sessionId: this.ref.sessionId, accountId });
    }
  }

  #holder(producerId: string): Place | undefined {
    return [...this.#places.values()].find((place) => place.media.hasProducer(producerId));
  }

  #forget(place: Place): void {
    place.close();
    const { accountId } = place.participant;
    if (this.#places.get(accountId) === place) this.#places.delete(accountId);
  }

  #roll(seq = this.#seq, phase = this.#phase): StageRoll {
    const places = [...this.#places.values()].map((place) => place.view());
    const silent = mayBeOnAir(phase) ? places : places.map((place) => ({ ...place, producers: [] }));
    return { sessionId: this.ref.sessionId, seq, phase, places: silent };
  }

  async #commit(phase = this.#phase): Promise<void> {
    const roll = this.#roll(this.#seq + 1, phase);
    const { workshopId, sessionId } = this.ref;
    await this.#around.store.writeStage(workshopId, sessionId, roll.seq, phase, { places: roll.places });
    this.#seq = roll.seq;
    this.#phase = phase;
    for (const place of this.#places.values()) {
      place.client.notify('stage.state', stageStateFor(roll, place.participant));
    }
  }
}
