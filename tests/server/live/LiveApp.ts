import { io, type Socket } from 'socket.io-client';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { type Refusal, type RefusalReason, refusal } from '#shared/contracts/refusals.ts';
import {
  type SocketNotice,
  type SocketNoticeName,
  type SocketReply,
  type SocketRequest,
  type SocketRequestName,
  socketNotices,
  socketRequests,
} from '#shared/contracts/socket.ts';
import type { StageState } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import { newerState } from '#shared/live/stageStateFor.ts';

type Heard = { readonly name: SocketNoticeName; readonly notice: unknown };

export function opus(ssrc: number): SocketRequest<'stage.produce'>['rtpParameters'] {
  return {
    mid: String(ssrc),
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc }],
    rtcp: { cname: 'lectern' },
  };
}

export function vp8(ssrc: number): SocketRequest<'stage.produce'>['rtpParameters'] {
  return {
    mid: String(ssrc),
    codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
    encodings: [{ ssrc }],
    rtcp: { cname: 'lectern' },
  };
}

/** A real socket to a hub, with what it has heard; it stands where the app's renderer would. */
export class LiveApp {
  readonly socket: Socket;
  readonly heard: Heard[] = [];
  rtpCapabilities: SocketReply<'stage.join'>['rtpCapabilities'] = { codecs: [] };
  /** The transports that the join has made. */
  #made: Record<'send' | 'receive', string | null> = { send: null, receive: null };
  #state: StageState | null = null;
  readonly #waiting = new Set<() => void>();

  constructor(address: string, token: string, extraHeaders: Record<string, string> = {}) {
    this.socket = io(address, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocol: PROTOCOL, token },
      extraHeaders,
    });
    this.socket.onAny((name: SocketNoticeName, body: unknown) => {
      const notice = socketNotices[name].parse(body);
      this.heard.push({ name, notice });
      if (name === 'stage.state') this.#state = newerState(this.#state, notice as StageState);
      for (const check of this.#waiting) check();
    });
  }

  get state(): StageState {
    if (!this.#state) throw new Error('no state was heard');
    return this.#state;
  }

  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
  }

  /** The refusal that the connection ends with. */
  refusedConnection(): Promise<Refusal> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', () => reject(new Error('it was let in')));
      this.socket.once('connect_error', (error) =>
        resolve(refusal.parse((error as { data?: unknown }).data)),
      );
    });
  }

  disconnected(): Promise<string> {
    return new Promise((resolve) => this.socket.once('disconnect', resolve));
  }

  raw(name: string, body: unknown): Promise<unknown> {
    return this.socket.emitWithAck(name, body);
  }

  async request<N extends SocketRequestName>(name: N, body: SocketRequest<N>): Promise<SocketReply<N>> {
    const answer = (await this.raw(name, body)) as { ok: unknown } | Refusal;
    if ('refused' in answer) throw new Error(`${name} was refused: ${answer.refused} ${answer.detail ?? ''}`);
    return socketRequests[name].reply.parse(answer.ok) as SocketReply<N>;
  }

  async refused<N extends SocketRequestName>(name: N, body: SocketRequest<N>): Promise<RefusalReason> {
    const answer = await this.raw(name, body);
    return refusal.parse(answer).refused;
  }

  async join(ref: { workshopId: string; sessionId: string }, takeOver = false): Promise<StageState> {
    this.#state = null;
    const { workshopId, sessionId } = ref;
    const reply = await this.request('stage.join', {
      workshopId,
      sessionId,
      takeOver,
      agrees: false,
      rtpCapabilities: null,
    });
    this.rtpCapabilities = reply.rtpCapabilities;
    this.#made = { send: reply.send?.id ?? null, receive: reply.receive.id };
    this.#state = newerState(this.#state, reply.state);
    return reply.state;
  }

  async act(act: StageAct): Promise<void> {
    await this.request('stage.act', { act });
  }

  refusedAct(act: StageAct): Promise<RefusalReason> {
    return this.refused('stage.act', { act });
  }

  async transport(direction: 'send' | 'receive'): Promise<string> {
    const made = this.#made[direction] ?? (await this.request('stage.createTransport', { direction })).id;
    this.#made[direction] = made;
    return made;
  }

  async microphone(): Promise<string> {
    const transportId = await this.transport('send');
    const body = { transportId, kind: 'audio', source: 'microphone', rtpParameters: opus(1000) } as const;
    return (await this.request('stage.produce', body)).producerId;
  }

  /** What to ask `stage.consume` with. */
  async asksFor(producerId: string): Promise<SocketRequest<'stage.consume'>> {
    const transportId = await this.transport('receive');
    return { transportId, producerId, rtpCapabilities: this.rtpCapabilities };
  }

  /** Resolves with the newest state once it is as asked. */
  async stateWhere(holds: (state: StageState) => boolean): Promise<StageState> {
    await this.#until(() => this.#state !== null && holds(this.#state));
    return this.state;
  }

  async notice<N extends SocketNoticeName>(name: N): Promise<SocketNotice<N>> {
    await this.#until(() => this.heard.some((one) => one.name === name));
    return this.heard.find((one) => one.name === name)?.notice as SocketNotice<N>;
  }

  hasHeard(name: SocketNoticeName): boolean {
    return this.heard.some((one) => one.name === name);
  }

  close(): void {
    this.socket.disconnect();
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}
