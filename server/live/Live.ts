import { RefusedError } from '#shared/contracts/refusals.ts';
import { PLACE_GRACE_MS, type SocketReply, type SocketRequest } from '#shared/contracts/socket.ts';
import { may } from '#shared/people/permissions.ts';
import type { Log } from '../log.ts';
import type { Access, MembershipChange } from '../people/Access.ts';
import type { SocketClient } from '../socket/SocketClient.ts';
import type { Store } from '../store/Store.ts';
import { KeyedQueue } from './KeyedQueue.ts';
import type { Place } from './Place.ts';
import { type RtcOptions, RtcWorkers } from './RtcWorkers.ts';
import { Stage, type StageRef } from './Stage.ts';

export type LiveOptions = {
  readonly store: Pick<Store, 'row' | 'readStage' | 'writeStage'>;
  readonly access: Pick<Access, 'account' | 'membership' | 'onRemoved' | 'onSignedOut' | 'onMembership'>;
  readonly rtc: RtcOptions;
  readonly log: Log;
  /** How long a dropped socket's place is kept, in milliseconds; `PLACE_GRACE_MS` where it is not said. */
  readonly placeGraceMs?: number;
};

/** A place, and the stage that it is on. */
export type Standing = { readonly stage: Stage; readonly place: Place };

/** The live stages of a hub, each there for as long as somebody has a place on it. */
export class Live {
  readonly workers: RtcWorkers;
  readonly #options: LiveOptions;
  readonly #queue = new KeyedQueue();
  /** By client: a socket that comes and goes at once never holds two places. */
  readonly #moves = new KeyedQueue();
  readonly #stages = new Map<string, Stage>();
  readonly #standings = new WeakMap<SocketClient, Standing>();
  readonly #watched = new WeakSet<SocketClient>();
  readonly #endListening: readonly (() => void)[];
  #closed = false;

  private constructor(options: LiveOptions, workers: RtcWorkers) {
    this.#options = options;
    this.workers = workers;
    this.#endListening = [
      options.access.onRemoved((accountId) => this.#end(accountId, () => true)),
      options.access.onSignedOut(({ accountId, deviceId }) =>
        this.#end(accountId, ({ client }) => client.deviceId === deviceId),
      ),
      options.access.onMembership((change) => this.#membership(change)),
    ];
  }

  /** Throws `StartError` where a media worker cannot be started or its port is taken. */
  static async start(options: LiveOptions): Promise<Live> {
    return new Live(options, await RtcWorkers.start(options.rtc, options.log));
  }

  join(client: SocketClient, request: SocketRequest<'stage.join'>): Promise<SocketReply<'stage.join'>> {
    return this.#moves.run(client.id, () => this.#join(client, request));
  }

  /** Nothing happens where there is no place to leave. */
  leave(client: SocketClient): Promise<void> {
    return this.#moves.run(client.id, () => this.#leave(client));
  }

  async #join(
    client: SocketClient,
    request: SocketRequest<'stage.join'>,
  ): Promise<SocketReply<'stage.join'>> {
    const { access } = this.#options;
    const { role } = await access.membership(client.accountId, request.workshopId);
    if (!may(role, 'stage.attend')) throw new RefusedError('not-allowed');
    await this.#assertLiveSession(request);
    const { id, name } = await access.account(client.accountId);
    if (this.#standings.get(client)?.stage.ref.sessionId !== request.sessionId) await this.#leave(client);
    return this.#onStage(request, async (stage) => {
      if (client.gone) throw new RefusedError('wrong-state', 'the socket is gone');
      const place = await stage.enter({ accountId: id, name, role }, client, request.takeOver);
      await this.#settle(stage, place);
      this.#standings.set(client, { stage, place });
      this.#watch(client);
      const rtpCapabilities = place.media.rtpCapabilities;
      return { state: stage.stateFor(place), rtpCapabilities } as SocketReply<'stage.join'>;
    });
  }

  /** What the account is may have changed while its place was made, before anybody could hear of it. */
  async #settle(stage: Stage, place: Place): Promise<void> {
    try {
      const { accountId } = place.participant;
      const { role } = await this.#options.access.membership(accountId, stage.ref.workshopId);
      await stage.setRole(place, role);
    } catch (error) {
      await stage.leave(place);
      throw error;
    }
  }

  async #leave(client: SocketClient): Promise<void> {
    const standing = this.#standings.get(client);
    if (!standing) return;
    this.#standings.delete(client);
    await this.change(standing.stage, () => standing.stage.leave(standing.place));
  }

  async setPhase(client: SocketClient, request: SocketRequest<'stage.setPhase'>): Promise<void> {
    const { role } = await this.#options.access.membership(client.accountId, request.workshopId);
    if (!may(role, 'stage.run')) throw new RefusedError('not-allowed');
    await this.#assertLiveSession(request);
    await this.#onStage(request, (stage) => stage.setPhase(request.phase));
  }

  async produce(
    client: SocketClient,
    request: SocketRequest<'stage.produce'>,
  ): Promise<SocketReply<'stage.produce'>> {
    const { stage, place } = this.standing(client);
    const { role } = await this.#options.access.membership(client.accountId, stage.ref.workshopId);
    return this.change(stage, () => stage.produce(place, role, request));
  }

  /** Where the socket stands; refuses wrong-state where it has no place any more. */
  standing(client: SocketClient): Standing {
    const standing = this.#standings.get(client);
    if (!standing || standing.place.closed) throw new RefusedError('wrong-state', 'no place on a stage');
    return standing;
  }

  /** Runs a change of a stage after those under way. */
  change<T>(stage: Stage, task: () => Promise<T>): Promise<T> {
    return this.#queue.run(stage.ref.sessionId, () => this.#endIfEmpty(stage, task));
  }

  /** The router of each stage that is in use, by session. */
  routerIds(): ReadonlyMap<string, string | null> {
    return new Map([...this.#stages].map(([sessionId, stage]) => [sessionId, stage.routerId]));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const end of this.#endListening) end();
    await this.#moves.idle();
    await this.#queue.idle();
    for (const stage of this.#stages.values()) stage.close();
    this.#stages.clear();
    await this.workers.close();
  }

  /** Get or create inside the session's queue: two who join at once would make two routers otherwise. */
  #onStage<T>(ref: StageRef, task: (stage: Stage) => Promise<T>): Promise<T> {
    const { workshopId, sessionId } = ref;
    return this.#queue.run(sessionId, async () => {
      if (this.#closed) throw new RefusedError('hub-unreachable', 'the hub is closing');
      const stage = this.#stages.get(sessionId) ?? (await this.#open({ workshopId, sessionId }));
      return this.#endIfEmpty(stage, () => task(stage));
    });
  }

  async #endIfEmpty<T>(stage: Stage, task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } finally {
      const { sessionId } = stage.ref;
      if (stage.empty) {
        stage.close();
        if (this.#stages.get(sessionId) === stage) this.#stages.delete(sessionId);
      }
    }
  }

  async #open(ref: StageRef): Promise<Stage> {
    const stage: Stage = await Stage.open(ref, {
      store: this.#options.store,
      workers: this.workers,
      later: (task) => this.#later(stage, task),
    });
    this.#stages.set(ref.sessionId, stage);
    return stage;
  }

  async #assertLiveSession({ workshopId, sessionId }: StageRef): Promise<void> {
    const row = await this.#options.store.row(workshopId, 'session', sessionId);
    if (!row?.data.live) throw new RefusedError('not-found', 'live session');
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
    place.keepFor(this.#options.placeGraceMs ?? PLACE_GRACE_MS, () =>
      this.#later(stage, () => stage.leave(place)),
    );
  }

  #membership({ accountId, workshopId, membership }: MembershipChange): void {
    for (const stage of this.#stages.values()) {
      const place = stage.placeOf(accountId);
      if (!place || stage.ref.workshopId !== workshopId) continue;
      if (membership) this.#later(stage, () => stage.setRole(place, membership.role));
      else this.#endPlace(stage, place);
    }
  }

  /** Ends the account's places that are `meant`, at once and without the grace of a dropped socket. */
  #end(accountId: string, meant: (place: Place) => boolean): void {
    for (const stage of this.#stages.values()) {
      const place = stage.placeOf(accountId);
      if (place && meant(place)) this.#endPlace(stage, place);
    }
  }

  #endPlace(stage: Stage, place: Place): void {
    stage.lose(place, 'removed');
    this.#later(stage, () => stage.leave(place));
  }

  #later(stage: Stage, task: () => Promise<void>): void {
    if (this.#closed) return;
    this.change(stage, task).catch((error: unknown) => {
      this.#options.log.error({ err: error, ...stage.ref }, 'a stage could not store its change');
    });
  }
}
