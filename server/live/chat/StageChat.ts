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

/** Of a stage, while somebody writes or reacts. `greenRoom`: what is said now is for those on the stage alone. */
export type ChatNow = { readonly rules: ChatRules; readonly greenRoom: boolean };

/** Those who hear the same, and the reactions that they are told. */
type Hearers = { readonly room: ChatRoom; readonly reactions: ReactionPace };

/** What deleting a message comes to; `tell` is to be called once its words are gone. */
type Deletion = { readonly author: string; readonly tell: () => void };

/** The longest that slow mode lets wait, in ms. */
const LONGEST_SLOW_MS = 300_000;

/** The chat and the reactions of one stage. Whether somebody may be in it at all is the stage's to say. */
export class StageChat {
  readonly #ref: StageRef;
  readonly #log: ChatLog;
  readonly #all: Hearers;
  readonly #onStage: Hearers;
  readonly #writers = new Map<string, TokenBucket>();
  readonly #reactors = new Map<string, TokenBucket>();
  /** Who wrote when last, in ms since epoch: what slow mode counts from, over restarts too. */
  #written: Promise<Map<string, number>> | null = null;

  constructor(ref: StageRef, store: Pick<Store, 'read' | 'transaction'>) {
    const { sessionId } = ref;
    this.#ref = ref;
    this.#log = new ChatLog(ref, store);
    this.#all = hearers(`chat:${sessionId}`, sessionId);
    this.#onStage = hearers(`chat:${sessionId}:stage`, sessionId);
  }

  /** From now on those in `present` hear it, and nobody else; of the green room those in `onStage` alone. */
  follow(present: ReadonlySet<SocketClient>, onStage: ReadonlySet<SocketClient>): void {
    this.#all.room.follow(present);
    this.#onStage.room.follow(onStage);
  }

  /**
   * Stores a message, then tells it. One that is sent again arrives once, whatever the rules say by then. Refuses
   * chat-locked, too-many (its detail: the seconds to wait) and already-done for an id of somebody else's.
   */
  async send(
    who: Participant,
    { id, text }: { readonly id: string; readonly text: string },
    { rules, greenRoom }: ChatNow,
  ): Promise<ChatMessage> {
    const at = Date.now();
    const written = await this.#lastWritten();
    const before = written.get(who.accountId);
    const refused = this.#refusal(who, rules, before, at);
    if (refused) {
      const sent = await this.#log.find(id);
      if (sent?.message.accountId === who.accountId) return sent.message;
      throw refused;
    }
    written.set(who.accountId, at);
    const { accountId, name, role } = who;
    try {
      const said = { id, accountId, name, role, text, at };
      const { message, fresh } = await this.#log.append(said, greenRoom);
      if (fresh) this.#of(greenRoom).room.tell('chat.message', { sessionId: this.#ref.sessionId, message });
      return message;
    } catch (error) {
      if (before === undefined) written.delete(accountId);
      else written.set(accountId, before);
      throw error;
    }
  }

  /** `greenRoom`: with what was written there. */
  page(before: number | null, greenRoom: boolean): Promise<{ messages: ChatMessage[]; more: boolean }> {
    return this.#log.page(before, greenRoom);
  }

  /** Of a message whose words are to be taken away (rule Q6). Refuses not-found and already-done. */
  async deletion(messageId: string): Promise<Deletion> {
    const found = await this.#log.find(messageId);
    if (!found) throw new RefusedError('not-found', 'message');
    const { message, greenRoom } = found;
    if (message.text === null) throw new RefusedError('already-done');
    const notice = { sessionId: this.#ref.sessionId, id: messageId };
    return { author: message.name, tell: () => this.#of(greenRoom).room.tell('chat.deleted', notice) };
  }

  /** Refuses too-many. */
  react({ accountId }: Participant, reaction: Reaction, { greenRoom }: ChatNow): void {
    if (!take(this.#reactors, accountId, REACTING)) throw new RefusedError('too-many', '1');
    this.#of(greenRoom).reactions.add(reaction);
  }

  close(): void {
    for (const { reactions } of [this.#all, this.#onStage]) reactions.close();
    this.follow(new Set(), new Set());
  }

  #of(greenRoom: boolean): Hearers {
    return greenRoom ? this.#onStage : this.#all;
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

function hearers(name: string, sessionId: string): Hearers {
  const room = new ChatRoom(name);
  return {
    room,
    reactions: new ReactionPace((counts) => room.tell('stage.reactions', { sessionId, counts })),
  };
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
