import type { SocketClient } from '#server/socket/SocketClient.ts';
import type { Place as PlaceView } from '#shared/live/stage.ts';
import { whereOf } from '#shared/live/stageRules.ts';
import type { Role } from '#shared/people/account.ts';
import type { PlaceMedia } from './PlaceMedia.ts';

/** An account that comes to a stage, as its workshop knows it. */
export type Participant = {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
};

/** A participant's place on one stage, held by one device through one socket (design rule L7). */
export class Place {
  readonly client: SocketClient;
  readonly media: PlaceMedia;
  #participant: Participant;
  #grace: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(participant: Participant, client: SocketClient, media: PlaceMedia) {
    this.#participant = participant;
    this.client = client;
    this.media = media;
  }

  get participant(): Participant {
    return this.#participant;
  }

  get where(): PlaceView['where'] {
    return whereOf(this.#participant.role);
  }

  /** The account has another role in the workshop from now on. */
  becomes(role: Role): void {
    this.#participant = { ...this.#participant, role };
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Calls `expired` after `ms` milliseconds unless the place is closed before. */
  keepFor(ms: number, expired: () => void): void {
    if (this.#closed || this.#grace) return;
    this.#grace = setTimeout(expired, ms);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#grace) clearTimeout(this.#grace);
    this.media.close();
  }

  view(): PlaceView {
    return { ...this.participant, where: this.where, producers: [...this.media.producers] };
  }
}
