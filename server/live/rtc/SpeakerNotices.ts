import type { SocketClient } from '../../socket/SocketClient.ts';

/** Who is told. */
type Told = Pick<SocketClient, 'notify'>;

/** Tells everybody who hears a stage who speaks, once: also who comes, who is let in, and a place's new socket. */
export class SpeakerNotices {
  readonly #sessionId: string;
  /** By socket; an app takes it that nobody speaks until it hears otherwise, but a new socket's app may know another. */
  readonly #told = new WeakMap<Told, string | null>();

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  /** `hearers`: those who may hear the stage now. `accountId`: who speaks; `null` for nobody. */
  tell(hearers: readonly { readonly client: Told }[], accountId: string | null): void {
    for (const { client } of hearers) {
      if (this.#told.get(client) === accountId) continue;
      this.#told.set(client, accountId);
      client.notify('stage.speaker', { sessionId: this.#sessionId, accountId });
    }
  }
}
