import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ChatMessage, ChatRules, Reaction } from '#shared/live/chat.ts';
import type { SocketClient } from '../../socket/SocketClient.ts';
import { TokenBucket } from '../../socket/TokenBucket.ts';
import type { Store } from '../../store/Store.ts';
import type { Participant } from '../Place.ts';
import type { StageRef } from '../StageRecord.ts';
import { ChatLog } from './ChatLog.ts';
import { ChatRoom } from './ChatRoom.ts';
import { ReactionPace } from './ReactionPace.ts';

/** What one person may write, and how often react, beside slow mode (rule A5). */
const WRITING = { burst: 10, perSecond: 1 } as const;
const REACTING = { burst: 8, perSecond: 4 } as const;

/** The longest that slow mode lets wait, in ms. */
const LONGEST_SLOW_MS = 300_000;

/** The chat and the reactions of one stage. Whether somebody may be in it at all is the stage's to say. */
export class StageChat {
  readonly #ref: StageRef;
  readonly #log: ChatLog;
  readonly #room: ChatRoom;
  readonly #reactions: ReactionPace;
  readonly #writers = new Map<string, TokenBucket>();
  readonly #reactors = new Map<string, TokenBucket>();
  /** Who wrote when last, in ms since epoch: what slow mode counts from, over restarts too. */
  #written: Promise<Map<string, number>> | null = null;

  constructor(ref: StageRef, store: Pick<Store, 'read' | 'transaction'>) {
    const { sessionId } = ref;
    this.#ref = ref;
    this.#log = new ChatLog(ref, store);
    this.#room = new ChatRoom(sessionId);
    this.#reactions = new ReactionPace((counts) => this.#room.tell('stage.reactions', { sessionId, counts }));
  }

  /** From now on those in `present` hear it, and nobody else. */
  follow(present: ReadonlySet<SocketClient>): void {
    this.#room.follow(present);
  }

  /**
   * Stores a message, then tells it. One that is sent again arrives once, whatever the rules say by then. Refuses
   * chat-locked, too-many (its detail: the seconds to wait) and already-done for an id of somebody else's.
   */
  async send(
    who: Participant,
    { id, text }: { readonly id: string; readonly text: string },
    rules: ChatRules,
  ): Promise<ChatMessage> {
    const at = Date.now();
    const written = await this.#lastWritten();
    const before = written.get(who.accountId);
    const refused = this.#refusal(who, rules, before, at);
    if (refused) {
      const sent = await this.#log.find(id);
      if (sent?.accountId === who.accountId) return sent;
      throw refused;
    }
    written.set(who.accountId, at);
    const { accountId, name, role } = who;
    try {
      const { message, fresh } = await this.#log.append({ id, accountId, name, role, text, at });
      if (fresh) this.#room.tell('chat.message', { sessionId: this.#ref.sessionId, message });
      return message;
    } catch (error) {
      if (before === undefined) written.delete(accountId);
      else written.set(accountId, before);
      throw error;
    }
  }

  page(before: number | null): Promise<{ messages: ChatMessage[]; more: boolean }> {
    return this.#log.page(before);
  }

  /** Who wrote what is to be deleted, by name. Refuses not-found and already-done. */
  async authorOf(messageId: string): Promise<string> {
    const message = await this.#log.find(messageId);
    if (!message) throw new RefusedError('not-found', 'message');
    if (message.text === null) throw new RefusedError('already-done');
    return message.name;
  }

  /** Its words were taken away (rule Q6). */
  tellDeleted(messageId: string): void {
    this.#room.tell('chat.deleted', { sessionId: this.#ref.sessionId, id: messageId });
  }

  /** Refuses too-many. */
  react({ accountId }: Participant, reaction: Reaction): void {
    if (!take(this.#reactors, accountId, REACTING)) throw new RefusedError('too-many', '1');
    this.#reactions.add(reaction);
  }

  close(): void {
    this.#reactions.close();
    this.#room.follow(new Set());
  }

  #refusal(
    { accountId, runs }: Participant,
    rules: ChatRules,
    before: number | undefined,
    at: number,
  ): RefusedError | null {
    if (!runs && rules.locked) return new RefusedError('chat-locked');
    const left = runs || before === undefined ? 0 : before + rules.slow * 1000 - at;
    if (left > 0) return new RefusedError('too-many', String(Math.min(rules.slow, Math.ceil(left / 1000))));
    return take(this.#writers, accountId, WRITING) ? null : new RefusedError('too-many', '1');
  }

  #lastWritten(): Promise<Map<string, number>> {
    this.#written ??= this.#log.lastWritten(Date.now() - LONGEST_SLOW_MS).catch((error: unknown) => {
      this.#written = null;
      throw error;
    });
    return this.#written;
  }
}

function take(
  buckets: Map<string, TokenBucket>,
  who: string,
  rate: { readonly burst: number; readonly perSecond: number },
): boolean {
  const now = performance.now();
  const bucket = buckets.get(who) ?? new TokenBucket(rate, now);
  buckets.set(who, bucket);
  return bucket.take(now);
}
