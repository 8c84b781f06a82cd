import type { SocketClient } from '#server/socket/SocketClient.ts';
import type { Place as PlaceView } from '#shared/live/stage.ts';
import type { Standing } from '#shared/live/stageRules.ts';
import type { Role } from '#shared/people/account.ts';
import type { PlaceMedia } from './rtc/PlaceMedia.ts';

/** An account that comes to a stage, as its workshop knows it. */
export type Participant = {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  /** Runs this stage (rule Q6). */
  readonly runs: boolean;
};

/** A participant's place on one stage, held by one device through one socket (design rule L7). */
export class Place {
  readonly media: PlaceMedia;
  #client: SocketClient;
  #participant: Participant;
  #standing: Standing;
  #grace: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(participant: Participant, standing: Standing, client: SocketClient, media: PlaceMedia) {
    this.#participant = participant;
    this.#standing = standing;
    this.#client = client;
    this.media = media;
  }

  get client(): SocketClient {
    return this.#client;
  }

  /** The same device has come back by another socket (rule L6): all that is here goes on. */
  moveTo(client: SocketClient): void {
    this.#client = client;
    if (this.#grace) clearTimeout(this.#grace);
    this.#grace = null;
  }

  get participant(): Participant {
    return this.#participant;
  }

  get where(): PlaceView['where'] {
    return this.#standing.where;
  }

  get airs(): PlaceView['airs'] {
    return this.#standing.airs;
  }

  /** What the account is in the workshop, and where that puts it, from now on. */
  becomes(participant: Participant, standing: Standing): void {
    this.#participant = participant;
    this.#standing = standing;
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
    return { ...this.participant, ...this.#standing, producers: [...this.media.producers] };
  }
}
