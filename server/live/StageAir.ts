import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketNotice, SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import type { Place as PlaceView } from '#shared/live/stage.ts';
import { mayBeOnAir, mayHear } from '#shared/live/stageRules.ts';
import type { Place } from './Place.ts';
import { firstProducers } from './rtc/firstProducers.ts';
import type { LinkMemory } from './rtc/LinkMemory.ts';
import { consumerOptionsOf } from './rtc/PlaceConsumers.ts';
import { PlaceMedia } from './rtc/PlaceMedia.ts';
import type { RtcWorkers } from './rtc/RtcWorkers.ts';
import { SpeakerNotices } from './rtc/SpeakerNotices.ts';
import type { StageRouter } from './rtc/StageRouter.ts';
import { type Home, StageRouters } from './rtc/StageRouters.ts';
import { UplinkNotices } from './rtc/UplinkNotices.ts';
import type { StagePlaces } from './StagePlaces.ts';
import type { StageRecord } from './StageRecord.ts';

export type AirSurroundings = {
  readonly workers: RtcWorkers;
  readonly links: LinkMemory;
  readonly record: StageRecord;
  readonly places: StagePlaces;
  /** A producer has ended without having been asked to. */
  readonly changed: () => void;
  /** A router's worker is gone. */
  readonly died: (router: StageRouter) => void;
  readonly heard: (accountId: string | null) => void;
};

/** What is sent and heard on one stage: its routers, who speaks, how well everybody's media arrives. */
export class StageAir {
  readonly #around: AirSurroundings;
  readonly #routers: StageRouters;
  readonly #uplinks: UplinkNotices;
  readonly #speakers: SpeakerNotices;
  #speaker: string | null = null;
  #lastSpeaker: string | null = null;

  constructor(around: AirSurroundings) {
    this.#around = around;
    const { places, record } = around;
    this.#routers = new StageRouters(around.workers, {
      died: (router) => around.died(router),
      speaker: (producerId) => this.#heard(producerId),
    });
    this.#speakers = new SpeakerNotices(record.ref.sessionId);
    this.#uplinks = new UplinkNotices(record.ref.sessionId, () => ({
      senders: places.all,
      hearers: this.#hearers(),
    }));
  }

  get routerId(): string | null {
    return this.#routers.mainId;
  }

  homeOf(producerId: string): Home | undefined {
    return this.#routers.homeOf(producerId);
  }

  /** The media of somebody who comes, whose place `place` will be. */
  seat(accountId: string, where: PlaceView['where'], place: () => Place): Promise<PlaceMedia> {
    const { links, changed } = this.#around;
    const listener = {
      changed,
      uplink: () => this.#uplinks.mark(),
      layers: (notice: SocketNotice<'stage.layers'>) => place().client.notify('stage.layers', notice),
      outgoing: (bitrate: number) => links.keep(accountId, bitrate),
      sendsAnew: () => this.#refreshAt(place()),
    };
    return PlaceMedia.seat(this.#routers, where, listener, links.outgoing(accountId));
  }

  /** Ends what a place may not send or hear where it stands now (rules L1, L2, L3). */
  restrict(place: Place): void {
    const { phase } = this.#around.record;
    if (place.where !== 'stage' || !mayBeOnAir(phase)) place.media.closeProducers();
    else if (place.airs === 'audio') {
      const more = place.media.producers.filter(({ source }) => source !== 'microphone');
      for (const { id } of more) place.media.producer(id).close();
    }
    if (!mayHear(place.where, phase)) place.media.closeConsumers();
  }

  /** Refuses what this place may not hear now, and what is not on this very stage. */
  async consume(
    place: Place,
    request: SocketRequest<'stage.consume'>,
  ): Promise<SocketReply<'stage.consume'>> {
    const { places } = this.#around;
    this.#assertHears(place);
    if (place.media.hasProducer(request.producerId)) throw new RefusedError('not-allowed', 'your own');
    if (!places.holder(request.producerId)) throw new RefusedError('not-found', 'producer');
    const consumer = await place.media.consume(request).catch((error: unknown) => {
      if (!places.holder(request.producerId)) throw new RefusedError('not-found', 'producer');
      throw error;
    });
    try {
      this.#assertHears(place);
    } catch (error) {
      consumer.close();
      throw error;
    }
    return consumerOptionsOf(consumer);
  }

  /** What a newcomer hears and sees first, paused (rule L4); none where this place may not hear now. */
  async firstConsumers(
    place: Place,
    rtpCapabilities: NonNullable<SocketRequest<'stage.join'>['rtpCapabilities']>,
  ): Promise<SocketReply<'stage.join'>['consumers']> {
    const { record, places } = this.#around;
    if (!mayHear(place.where, record.phase)) return [];
    const front = [record.book.spotlight, this.#speaker, this.#lastSpeaker];
    const views = places.all.map((one) => one.view());
    const first = firstProducers(views, place.participant.accountId, front);
    return place.media.consumeFirst(first, rtpCapabilities);
  }

  /**
   * A place has another socket. Its media may have been away too: pictures begin anew, its own at the others' and
   * theirs at its.
   */
  cameBack(place: Place): void {
    this.followLinks();
    place.media.unheard();
    place.media.refresh();
    this.#refreshAt(place);
  }

  /** To be called when who sends or hears has changed, or the socket of a place is gone. */
  followLinks(): void {
    this.#uplinks.mark();
    this.#speakers.tell(this.#hearers(), this.#speaker);
  }

  close(): void {
    this.#uplinks.close();
    this.#routers.close();
  }

  #refreshAt({ media }: Place): void {
    const producers = new Set(media.producers.map(({ id }) => id));
    for (const place of this.#around.places.all) place.media.refresh(producers);
  }

  #assertHears(place: Place): void {
    const { phase } = this.#around.record;
    if (!mayHear(place.where, phase)) throw new RefusedError('stage-closed', phase);
  }

  #hearers(): readonly Place[] {
    const { places, record } = this.#around;
    return places.all.filter((place) => mayHear(place.where, record.phase));
  }

  #heard(producerId: string | null): void {
    const { places, heard } = this.#around;
    const holder = producerId === null ? undefined : places.holder(producerId);
    const accountId = holder?.participant.accountId ?? null;
    if (accountId === this.#speaker) return;
    this.#speaker = accountId;
    if (holder) this.#favour(holder);
    this.#speakers.tell(this.#hearers(), accountId);
    heard(accountId);
  }

  #favour(speaker: Place): void {
    this.#lastSpeaker = speaker.participant.accountId;
    const producers = new Set(speaker.media.producers.map(({ id }) => id));
    for (const place of this.#around.places.all) place.media.favour(producers);
  }
}
