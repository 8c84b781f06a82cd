import { RefusedError } from '#shared/contracts/refusals.ts';
import { PLACE_GRACE_MS, type SocketReply, type SocketRequest } from '#shared/contracts/socket.ts';
import { isRunAct } from '#shared/live/stageActs.ts';
import { may } from '#shared/people/permissions.ts';
import { Limits } from '../http/Limits.ts';
import type { Log } from '../log.ts';
import type { Access, MembershipChange } from '../people/Access.ts';
import type { SocketClient } from '../socket/SocketClient.ts';
import type { Store } from '../store/Store.ts';
import type { Heads } from '../sync/Heads.ts';
import { KeyedQueue } from './KeyedQueue.ts';
import { StageLog } from './log/StageLog.ts';
import { People, type StageTerms } from './People.ts';
import type { Participant, Place } from './Place.ts';
import { LinkMemory } from './rtc/LinkMemory.ts';
import { type RtcOptions, RtcWorkers } from './rtc/RtcWorkers.ts';
import type { ProducerChange, Stage } from './Stage.ts';
import type { StageRef } from './StageRecord.ts';
import { Stages } from './Stages.ts';
import { type StageFigures, stageFigures } from './stageFigures.ts';
import { TermsWatch } from './TermsWatch.ts';
import { type Made, noTakes, type StageTakes } from './takes/StageTakes.ts';

export type LiveOptions = {
  readonly store: Pick<Store, 'row' | 'readStage' | 'writeStage' | 'read' | 'transaction'>;
  readonly heads: Pick<Heads, 'onMoved'>;
  readonly access: Pick<Access, 'account' | 'membership' | 'onRemoved' | 'onSignedOut' | 'onMembership'>;
  readonly rtc: RtcOptions;
  readonly log: Log;
  /** Without it no stage can be recorded. */
  readonly takes?: StageTakes;
  /** How long a dropped socket's place is kept, in milliseconds; `PLACE_GRACE_MS` where it is not said. */
  readonly placeGraceMs?: number;
  readonly handGraceMs?: number;
  readonly limits?: Limits;
};

/** A place, and the stage that it is on. */
export type Standing = { readonly stage: Stage; readonly place: Place };

/** The live stages of a hub, and which socket stands where on them. */
export class Live {
  readonly workers: RtcWorkers;
  /** What others do in a session is told there as well. */
  readonly stageLog: StageLog;
  readonly #options: LiveOptions;

  readonly #people: People;
  readonly #stages: Stages;
  /** By client: a socket that comes and goes at once never holds two places. */
  readonly #moves = new KeyedQueue();
  readonly #standings = new WeakMap<SocketClient, Standing>();
  readonly #watched = new WeakSet<SocketClient>();
  readonly #endListening: readonly (() => void)[];
  readonly #limits: Limits;
  #closed = false;

  private constructor(options: LiveOptions, workers: RtcWorkers) {
    const { store, access, heads, log, takes = noTakes, handGraceMs, limits = new Limits() } = options;
    this.#options = options;
    this.#limits = limits;
    this.workers = workers;
    this.stageLog = new StageLog(store);
    this.#people = new People(store, access);
    const around = { store, workers, links: new LinkMemory(), log: this.stageLog, handGraceMs };
    this.#stages = new Stages({ ...around, takes }, this.#people, log);
    const terms = new TermsWatch(this.#stages, this.#people);
    this.#endListening = [
      access.onRemoved((accountId) => this.#end(accountId, () => true)),
      access.onSignedOut(({ accountId, deviceId }) =>
        this.#end(accountId, ({ client }) => client.deviceId === deviceId),
      ),
      access.onMembership((change) => this.#membership(change)),
      heads.onMoved((workshopId) => terms.moved(workshopId)),
      this.stageLog.onAppended((sessionId, entries) => this.#stages.of(sessionId)?.tellLogged(entries)),
      takes.onMade((ref, made) => this.#made(ref, made)),
    ];
  }

  /** Throws `StartError` where a media worker cannot be started or its port is taken. */
  static async start(options: LiveOptions): Promise<Live> {
    return new Live(options, await RtcWorkers.start(options.rtc, options.log));
  }

  /** Refuses too-many before anything is looked up: whoever asks on has a place again as soon as there is one. */
  async join(client: SocketClient, request: SocketRequest<'stage.join'>): Promise<SocketReply<'stage.join'>> {
    this.#limits.take('join', client.accountId);
    return this.#moves.run(client.id, () => this.#join(client, request));
  }

  /** The place that this device left by a lost socket, as it is (rule L6); wrong-state where there is none. */
  async resume(
    client: SocketClient,
    request: SocketRequest<'stage.resume'>,
  ): Promise<SocketReply<'stage.resume'>> {
    this.#limits.take('resume', client.accountId);
    return this.#moves.run(client.id, () => this.#resume(client, request));
  }

  /** Nothing happens where there is no place to leave. */
  leave(client: SocketClient): Promise<void> {
    return this.#moves.run(client.id, () => this.#leave(client));
  }

  async #join(
    client: SocketClient,
    request: SocketRequest<'stage.join'>,
  ): Promise<SocketReply<'stage.join'>> {
    const participant = await this.#people.participant(client.accountId, request);
    if (!may(participant.role, 'stage.attend')) throw new RefusedError('not-allowed');
    const former = this.#standings.get(client);
    const reply = await this.#stages.on(request, async (stage) => {
      if (client.gone) throw new RefusedError('wrong-state', 'the socket is gone');
      const place = await stage.enter(participant, client, request);
      await this.#settle(stage, place);
      this.#standings.set(client, { stage, place });
      this.#watch(client);
      try {
        return await this.#welcome(stage, place, request.rtpCapabilities);
      } catch (error) {
        if (former && !former.place.closed) this.#standings.set(client, former);
        await stage.leave(place, 'lost');
        throw error;
      }
    });
    await this.#leaveFormer(former, request.sessionId);
    return reply;
  }

  /** What somebody who has come in needs to hear and to be heard. */
  async #welcome(
    stage: Stage,
    place: Place,
    receives: SocketRequest<'stage.join'>['rtpCapabilities'],
  ): Promise<SocketReply<'stage.join'>> {
    const { rtpCapabilities } = place.media;
    const [receive, send] = await Promise.all([
      place.media.createTransport('receive'),
      place.where === 'stage' ? place.media.createTransport('send') : null,
    ]);
    const consumers = receives ? await stage.firstConsumers(place, receives) : [];
    const state = stage.stateFor(place);
    return { state, rtpCapabilities, receive, send, consumers } as SocketReply<'stage.join'>;
  }

  async #resume(
    client: SocketClient,
    { sessionId }: SocketRequest<'stage.resume'>,
  ): Promise<SocketReply<'stage.resume'>> {
    const former = this.#standings.get(client);
    const stage = this.#stages.of(sessionId);
    if (!stage) throw new RefusedError('wrong-state', 'no place was kept');
    const reply = await this.change(stage, async () => {
      const place = stage.placeOf(client.accountId);
      if (!place || place.closed || place.client.deviceId !== client.deviceId || client.gone)
        throw new RefusedError('wrong-state', 'no place was kept');
      this.#standings.delete(place.client);
      if (place.client !== client) stage.lose(place, 'taken-over');
      place.moveTo(client);
      stage.cameBack(place);
      this.#standings.set(client, { stage, place });
      this.#watch(client);
      return { state: stage.stateFor(place) };
    });
    await this.#leaveFormer(former, sessionId);
    return reply;
  }

  /** A socket has one place: the one that it had elsewhere ends once it has another, and not where that was refused. */
  async #leaveFormer(former: Standing | undefined, sessionId: string): Promise<void> {
    if (!former || former.stage.ref.sessionId === sessionId) return;
    await this.change(former.stage, () => former.stage.leave(former.place, 'left'));
  }

  /** What the account is may have changed while its place was made, before anybody could hear of it. */
  async #settle(stage: Stage, place: Place): Promise<void> {
    try {
      await this.#refresh(stage, place);
    } catch (error) {
      await stage.leave(place, 'lost');
      throw error;
    }
  }

  /** What the account of a place is now, whether it was told or not (rule A3). */
  async #refresh(stage: Stage, place: Place): Promise<void> {
    const { accountId } = place.participant;
    await stage.become(place, await this.#people.participant(accountId, stage.ref, stage.terms));
  }

  async #leave(client: SocketClient): Promise<void> {
    const standing = this.#standings.get(client);
    if (!standing) return;
    this.#standings.delete(client);
    await this.change(standing.stage, () => standing.stage.leave(standing.place, 'left'));
  }

  async setPhase(client: SocketClient, request: SocketRequest<'stage.setPhase'>): Promise<void> {
    const runner = async (known?: StageTerms): Promise<Participant> => {
      const participant = await this.#people.participant(client.accountId, request, known);
      if (!participant.runs) throw new RefusedError('not-allowed');
      return participant;
    };
    const inUse = this.#stages.of(request.sessionId);
    await runner(inUse?.ref.workshopId === request.workshopId ? inUse.terms : undefined);
    await this.#stages.on(request, async (stage) => {
      const { accountId, name } = await runner(stage.terms);
      await stage.setPhase(request.phase, { accountId, name });
    });
  }

  /** Refuses as `Stage.act` does, and too-many; whoever runs the stage may run it as fast as they can (rule A5). */
  async act(client: SocketClient, { act }: SocketRequest<'stage.act'>): Promise<void> {
    const { runs } = this.standing(client).place.participant;
    if (!runs || !isRunAct(act.kind)) this.#limits.take('act', client.accountId);
    await this.#do(client, ({ stage, place }) => stage.act(place, act));
  }

  async produce(
    client: SocketClient,
    request: SocketRequest<'stage.produce'>,
  ): Promise<SocketReply<'stage.produce'>> {
    this.#limits.take('send', client.accountId);
    return this.#do(client, ({ stage, place }) => stage.produce(place, request));
  }

  /** What makes somebody quiet is never too much: there is no more of it than of what was begun. */
  async changeProducer(client: SocketClient, producerId: string, change: ProducerChange): Promise<void> {
    const { stage, place } = this.standing(client);
    if (change === 'resume') this.#limits.take('send', client.accountId);
    await this.change(stage, () => stage.changeProducer(place, producerId, change));
  }

  /** Rule Q6: for who runs the stage. */
  async log(client: SocketClient, { before }: SocketRequest<'stage.log'>): Promise<SocketReply<'stage.log'>> {
    const { stage } = this.standing(client);
    const { runs } = await this.#people.participant(client.accountId, stage.ref, stage.terms);
    if (!runs) throw new RefusedError('not-allowed');
    return this.stageLog.page(stage.ref.sessionId, before);
  }

  /** Where the socket stands; refuses wrong-state where it has no place any more. */
  standing(client: SocketClient): Standing {
    const standing = this.#standings.get(client);
    if (!standing || standing.place.closed) throw new RefusedError('wrong-state', 'no place on a stage');
    return standing;
  }

  /** Runs a change of a stage after those under way. */
  change<T>(stage: Stage, task: () => Promise<T>): Promise<T> {
    return this.#stages.change(stage, task);
  }

  /** The router of each stage that is in use, by session. */
  routerIds(): ReadonlyMap<string, string | null> {
    return new Map(this.#stages.all.map(({ ref, routerId }) => [ref.sessionId, routerId]));
  }

  get figures(): StageFigures {
    return stageFigures(this.#stages.all);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const end of this.#endListening) end();
    await this.#moves.idle();
    await this.#stages.close();
    await this.workers.close();
  }

  /** In its turn, from a place that is still there then, by what the account is then. */
  #do<T>(client: SocketClient, task: (standing: Standing) => Promise<T>): Promise<T> {
    const { stage } = this.standing(client);
    return this.change(stage, async () => {
      const standing = this.standing(client);
      await this.#refresh(stage, standing.place);
      return task(standing);
    });
  }

  /** Keeps the place of a socket that is gone for a while: it may come back (rule L6). */
  #watch(client: SocketClient): void {
    if (this.#watched.has(client)) return;
    this.#watched.add(client);
    client.onGone(() => void this.#moves.run(client.id, async () => this.#keepPlaceOf(client)));
  }

  #keepPlaceOf(client: SocketClient): void {
    const standing = this.#standings.get(client);
    if (!standing || this.#closed) return;
    const { stage, place } = standing;
    // It may have been resumed while its leaving waited for its turn.
    const expired = async () => {
      if (place.client.gone) await stage.leave(place, 'lost');
    };
    stage.followLinks();
    place.keepFor(this.#options.placeGraceMs ?? PLACE_GRACE_MS, () => this.#stages.later(stage, expired));
  }

  #membership({ accountId, workshopId, membership }: MembershipChange): void {
    for (const stage of this.#stages.all) {
      const place = stage.placeOf(accountId);
      if (!place || stage.ref.workshopId !== workshopId) continue;
      if (membership) this.#stages.later(stage, () => this.#refresh(stage, place));
      else this.#endPlace(stage, place);
    }
  }

  /** Ends the account's places that are `meant`, at once and without the grace of a dropped socket. */
  #end(accountId: string, meant: (place: Place) => boolean): void {
    for (const stage of this.#stages.all) {
      const place = stage.placeOf(accountId);
      if (place && meant(place)) this.#endPlace(stage, place);
    }
  }

  #endPlace(stage: Stage, place: Place): void {
    stage.lose(place, 'removed');
    this.#stages.later(stage, () => stage.leave(place, 'left'));
  }

  async #made(ref: StageRef, made: Made): Promise<void> {
    try {
      await this.#stages.on(ref, (stage) => stage.setMade(made));
    } catch (error) {
      // The session has no stage any more that could hear of it.
      if (!(error instanceof RefusedError) || error.reason !== 'not-found') throw error;
    }
  }
}
