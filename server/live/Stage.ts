import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketNotice, SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import { withoutHand, withoutPerson } from '#shared/live/applyAct.ts';
import { bookInPhase } from '#shared/live/bookInPhase.ts';
import { isGreenRoomChat, mayReadGreenRoom } from '#shared/live/greenRoomChat.ts';
import { mayChat } from '#shared/live/mayChat.ts';
import { mayMovePhase, type StagePhase, type StageState } from '#shared/live/stage.ts';
import type { StageAct, StageLogEntry } from '#shared/live/stageActs.ts';
import type { StageBook } from '#shared/live/stageBook.ts';
import { mayAir, mayBeOnAir, mayEnter, standingOf } from '#shared/live/stageRules.ts';
import { type StageRoll, stageStateFor } from '#shared/live/stageStateFor.ts';
import type { SocketClient } from '../socket/SocketClient.ts';
import type { Store } from '../store/Store.ts';
import { type ActChange, changeOfAct } from './acts/changeOfAct.ts';
import { type ChatNow, StageChat } from './chat/StageChat.ts';
import { HandKeeper } from './HandKeeper.ts';
import type { StageLog } from './log/StageLog.ts';
import type { StageTerms } from './People.ts';
import { type Participant, Place } from './Place.ts';
import type { LinkMemory } from './rtc/LinkMemory.ts';
import type { RtcWorkers } from './rtc/RtcWorkers.ts';
import type { StageRouter } from './rtc/StageRouter.ts';
import { StageAir } from './StageAir.ts';
import { StagePlaces } from './StagePlaces.ts';
import { type RecordStore, StageRecord, type StageRef } from './StageRecord.ts';
import type { Made, StageTakes } from './takes/StageTakes.ts';
import { takeStageOf } from './takes/takeStageOf.ts';

export type StageSurroundings = {
  readonly store: RecordStore & Pick<Store, 'row' | 'transaction'>;
  readonly workers: RtcWorkers;
  readonly links: LinkMemory;
  readonly log: StageLog;
  readonly takes: StageTakes;
  /** How long the hand of somebody who is gone stays up, in ms, where it is another than usual. */
  readonly handGraceMs: number | undefined;
  /** Runs a change that the stage itself comes up with after those under way. */
  readonly later: (change: () => Promise<void>) => void;
};

export type ProducerChange = 'pause' | 'resume' | 'close';

type LostWhy = SocketNotice<'stage.lost'>['why'];
type Entering = Pick<SocketRequest<'stage.join'>, 'takeOver' | 'agrees'>;

/**
 * The live room of a session. Its changes (`enter`, `leave`, `setPhase`, `act`, `produce`, …) must run one after
 * the other: `Live` sees to that with a queue per session. Each is stored, then announced (rule L7).
 */
export class Stage {
  readonly ref: StageRef;
  readonly #around: StageSurroundings;
  readonly #record: StageRecord;
  readonly #places = new StagePlaces();
  readonly #air: StageAir;
  readonly #chat: StageChat;
  readonly #hands: HandKeeper;
  #terms: StageTerms;
  #closed = false;

  private constructor(record: StageRecord, terms: StageTerms, around: StageSurroundings) {
    this.ref = record.ref;
    this.#record = record;
    this.#terms = terms;
    this.#around = around;
    this.#chat = new StageChat(this.ref, around.store);
    this.#air = new StageAir({
      ...{ workers: around.workers, links: around.links, record, places: this.#places },
      changed: () => around.later(() => this.#commit()),
      died: (router) => this.#routerDied(router),
      heard: (accountId) => around.takes.heard(this.ref.sessionId, accountId),
    });
    this.#hands = new HandKeeper((id) => around.later(() => this.#lower(id)), around.handGraceMs);
  }

  /** The stage as it was stored; places do not outlive the hub that held them. */
  static async open(ref: StageRef, terms: StageTerms, around: StageSurroundings): Promise<Stage> {
    const stage = new Stage(await StageRecord.open(ref, around.store, around.log), terms, around);
    stage.#follow();
    return stage;
  }

  get empty(): boolean {
    return this.#places.empty;
  }

  get routerId(): string | null {
    return this.#air.routerId;
  }

  get phase(): StagePhase {
    return this.#record.phase;
  }

  get terms(): StageTerms {
    return this.#terms;
  }

  get places(): readonly Place[] {
    return this.#places.all;
  }

  get chatNow(): ChatNow {
    const { book, phase } = this.#record;
    return { rules: book.chat, greenRoom: isGreenRoomChat(phase) };
  }

  stateFor(place: Place): StageState {
    return stageStateFor(this.#roll(), place.view());
  }

  placeOf(accountId: string): Place | undefined {
    return this.#places.of(accountId);
  }

  /** The chat, for who may be in it now; refuses stage-closed. */
  chatOf(place: Place): StageChat {
    const { phase } = this.#record;
    if (!mayChat(place.view(), phase)) throw new RefusedError('stage-closed', phase);
    return this.#chat;
  }

  /** To be called whenever who may be in the chat, or by which socket, has changed. */
  followChat(): void {
    const inside = this.places.filter((place) => mayChat(place.view(), this.#record.phase));
    const onStage = inside.filter((place) => mayReadGreenRoom(place.view()));
    const clients = (places: readonly Place[]) => new Set(places.map(({ client }) => client));
    this.#chat.follow(clients(inside), clients(onStage));
  }

  /** To be called when the socket of a place is gone. */
  followLinks(): void {
    this.#air.followLinks();
  }

  /** To be called when a place has another socket. */
  cameBack(place: Place): void {
    this.#air.cameBack(place);
    this.followChat();
  }

  /** A fresh place; the account's former one is closed. Refuses banned, stage-closed, consent-needed, place-taken. */
  async enter(participant: Participant, client: SocketClient, entering: Entering): Promise<Place> {
    const { accountId, name } = participant;
    const standing = standingOf(participant, this.#record.book);
    const book = this.#bookFor(participant, entering.agrees);
    const former = this.#places.of(accountId);
    const otherDevice = former !== undefined && former.client.deviceId !== client.deviceId;
    if (otherDevice && !entering.takeOver) throw new RefusedError('place-taken');
    const media = await this.#air.seat(accountId, standing.where, () => place);
    const place: Place = new Place(participant, standing, client, media);
    if (former && former.client !== client) this.lose(former, 'taken-over');
    former?.close();
    this.#places.set(place);
    const by = { accountId, name };
    const came = former ? [] : [{ kind: 'came' as const, by }];
    try {
      await this.#commit({ book, log: otherDevice ? [{ kind: 'taken-over', by }] : came });
    } catch (error) {
      this.#places.forget(place);
      throw error;
    }
    if (place.closed) throw new RefusedError('wrong-state', 'the router died');
    return place;
  }

  /** `why`: by asking, and then nothing of it stays; or lost, and then a hand and a guest's standing are kept. */
  async leave(place: Place, why: 'left' | 'lost'): Promise<void> {
    if (place.closed) return;
    this.#places.forget(place);
    const { accountId, name } = place.participant;
    const { book } = this.#record;
    const next = why === 'left' ? withoutPerson(book, accountId) : book;
    await this.#commit({ book: next, log: [{ kind: why, by: { accountId, name } }] });
  }

  /** Tells the holder of a place that it is lost. */
  lose(place: Place, why: LostWhy): void {
    place.client.notify('stage.lost', { sessionId: this.ref.sessionId, why });
  }

  /** A place whose account is another in the workshop from now on: what it may not send any more ends (rule L1). */
  async become(place: Place, participant: Participant): Promise<void> {
    const { role, runs, name } = place.participant;
    const same = role === participant.role && runs === participant.runs && name === participant.name;
    if (place.closed || same) return;
    place.becomes(participant, standingOf(participant, this.#record.book));
    this.#air.restrict(place);
    await this.#commit();
  }

  /** The program says something else of this stage. */
  async setTerms(terms: StageTerms): Promise<void> {
    this.#terms = terms;
    await this.#commit();
  }

  /** What becomes of what was recorded (rule L8); what has failed is recorded no longer. */
  async setMade(made: Made): Promise<void> {
    const { book } = this.#record;
    const since = made === 'failed' ? null : book.recording.since;
    if (book.recording.made === made && book.recording.since === since) return;
    await this.#commit({ book: { ...book, recording: { ...book.recording, made, since } } });
  }

  /** Rule L2. Who leaves the range of hearing loses the consumers, who leaves the air the producers. */
  async setPhase(phase: StagePhase, by: StageLogEntry['by']): Promise<void> {
    const before = this.#record.phase;
    if (phase === before) throw new RefusedError('already-done');
    if (!mayMovePhase(before, phase)) throw new RefusedError('wrong-state', `${before} to ${phase}`);
    const book = bookInPhase(this.#record.book, phase, Date.now());
    await this.#commit({ phase, book, log: [{ kind: 'phase', by, detail: phase }] });
  }

  /** Rules L3, Q6. Refuses as `applyAct` does, and what the act itself names as not-found. */
  async act(place: Place, act: StageAct): Promise<void> {
    const { store, takes } = this.#around;
    const scene = { record: this.#record, places: this.#places, chat: this.#chat, store, takes };
    await this.#commit(await changeOfAct(act, place, scene));
  }

  /** Rule L1: only from the stage, and only what was granted there. */
  async produce(place: Place, request: SocketRequest<'stage.produce'>) {
    const { phase } = this.#record;
    if (!mayAir(place.airs, request.source)) throw new RefusedError('not-allowed');
    if (!mayBeOnAir(phase)) throw new RefusedError('stage-closed', phase);
    const producer = await place.media.produce(request);
    try {
      await this.#commit();
    } catch (error) {
      producer.close();
      throw error;
    }
    return { producerId: producer.id };
  }

  /** Nothing happens where it is so already. */
  async changeProducer(place: Place, producerId: string, change: ProducerChange) {
    const { paused } = place.media.producer(producerId);
    if (change === (paused ? 'pause' : 'resume')) return;
    await place.media.changeProducer(producerId, change);
    await this.#commit();
  }

  consume(place: Place, request: SocketRequest<'stage.consume'>): Promise<SocketReply<'stage.consume'>> {
    return this.#air.consume(place, request);
  }

  firstConsumers(
    place: Place,
    rtpCapabilities: NonNullable<SocketRequest<'stage.join'>['rtpCapabilities']>,
  ): Promise<SocketReply<'stage.join'>['consumers']> {
    return this.#air.firstConsumers(place, rtpCapabilities);
  }

  /** Tells those who run the stage what its log says. */
  tellLogged(entries: readonly StageLogEntry[]): void {
    const { sessionId } = this.ref;
    for (const { client } of this.places.filter(({ participant }) => participant.runs)) {
      for (const entry of entries) client.notify('stage.logged', { sessionId, entry });
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#places.clear();
    this.#hands.close();
    this.#chat.close();
    this.#followTakes();
    this.#air.close();
  }

  /** The book once somebody has come in; refuses who may not. */
  #bookFor({ accountId, role, runs }: Participant, agrees: boolean): StageBook {
    const { phase, book } = this.#record;
    if (!runs && book.banned.some((one) => one.accountId === accountId)) throw new RefusedError('banned');
    const isGuest = book.guests.some((guest) => guest.accountId === accountId);
    if (!mayEnter(role, runs, phase, isGuest)) throw new RefusedError('stage-closed', phase);
    if (book.agreed.includes(accountId)) return book;
    if (agrees && this.#terms.asks) return { ...book, agreed: [...book.agreed, accountId] };
    if (this.#terms.asks && book.recording.since !== null) throw new RefusedError('consent-needed');
    return book;
  }

  async #lower(accountId: string): Promise<void> {
    const { book } = this.#record;
    const isUp = book.hands.some((hand) => hand.accountId === accountId);
    if (isUp && !this.#places.of(accountId)) await this.#commit({ book: withoutHand(book, accountId) });
  }

  /** Takes along those alone who had their media there (rule L6). */
  #routerDied(router: StageRouter): void {
    const lost = this.places.filter(({ media }) => media.isOn(router));
    for (const place of lost) {
      this.lose(place, 'router-died');
      this.#places.forget(place);
    }
    const log = lost.map(({ participant: { accountId, name } }) => ({
      kind: 'lost' as const,
      by: { accountId, name },
    }));
    this.#around.later(() => this.#commit({ log }));
  }

  #roll(): StageRoll {
    const { seq, phase, book } = this.#record;
    const places = this.places.map((place) => place.view());
    return { sessionId: this.ref.sessionId, seq, phase, places, book, asks: this.#terms.asks };
  }

  /** Stores; then ends what nobody may send or hear any more, and announces. */
  async #commit(change: Partial<ActChange> = {}): Promise<void> {
    // Another one may have opened since: this one's word on the session is the older one.
    if (this.#closed) return;
    const { out = [], effect, ...written } = change;
    const tellLog = await this.#record.write(written);
    await effect?.();
    for (const place of out) {
      this.lose(place, 'removed');
      this.#places.forget(place);
    }
    for (const place of this.places) {
      place.becomes(place.participant, standingOf(place.participant, this.#record.book));
      this.#air.restrict(place);
    }
    const roll = this.#roll();
    for (const place of this.places) place.client.notify('stage.state', stageStateFor(roll, place.view()));
    this.#follow();
    tellLog();
  }

  /** Whoever has something to do with a stage is told how it is now. */
  #follow(): void {
    const here = this.places.map(({ participant }) => participant.accountId);
    const up = this.#record.book.hands.map(({ accountId }) => accountId);
    this.#hands.follow(new Set(up.filter((accountId) => !here.includes(accountId))));
    this.followChat();
    this.#air.followLinks();
    this.#followTakes();
  }

  #followTakes(): void {
    this.#around.takes.follow(takeStageOf(this.#record, this.#places, this.#air, this.#terms.asks));
  }
}
