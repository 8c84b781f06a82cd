import type { SocketNotice, SocketNoticeName } from '#shared/contracts/socket.ts';
import type { SocketClient } from '../../socket/SocketClient.ts';

type ChatNotice = Extract<SocketNoticeName, `chat.${string}` | 'stage.reactions'>;

/** Sockets that hear the chat and the reactions of one stage. */
export class ChatRoom {
  readonly #name: string;
  readonly #inside = new Set<SocketClient>();

  /** `name`: no other room's. */
  constructor(name: string) {
    this.#name = name;
  }

  /** From now on those in `present` hear it, and nobody else. */
  follow(present: ReadonlySet<SocketClient>): void {
    for (const client of this.#inside) {
      if (present.has(client)) continue;
      client.exit(this.#name);
      this.#inside.delete(client);
    }
    for (const client of present) {
      if (this.#inside.has(client)) continue;
      client.enter(this.#name);
      this.#inside.add(client);
    }
  }

  tell<N extends ChatNotice>(name: N, notice: SocketNotice<N>): void {
    const [anybody] = this.#inside;
    anybody?.tell(this.#name, name, notice);
  }
}
